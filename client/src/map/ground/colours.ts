/** `print` is read on white paper, in greys as well; `contrast` by whoever has chosen high contrast for the page. */
export type GroundTheme = 'dark' | 'light' | 'contrast' | 'print'

/** Colours of the ground. Signs of incidents are drawn above it, so that nothing here is saturated or bright. */
export interface GroundColours {
  readonly sea: string
  readonly land: string
  readonly lake: string
  readonly lakeShore: string
  readonly river: string
  readonly wadi: string
  readonly border: string
  readonly provinceBorder: string
  readonly graticule: string
  readonly graticuleText: string
  readonly country: string
  readonly province: string
  readonly city: string
  readonly village: string
  readonly arabic: string
  readonly site: string
  readonly waterText: string
  readonly dot: string
  readonly halo: string
  readonly builtUp: string
  readonly building: string
  readonly road: string
  readonly roadMajor: string
}

export const groundColours: Readonly<Record<GroundTheme, GroundColours>> = {
  dark: {
    sea: '#0d1a29',
    land: '#182333',
    lake: '#17304a',
    lakeShore: '#2b4d6e',
    river: '#2f669b',
    wadi: '#29496a',
    border: '#8593a8',
    provinceBorder: '#4d5c72',
    graticule: '#2a384b',
    graticuleText: '#7f8da2',
    country: '#97a5b9',
    province: '#8190a6',
    city: '#d5dde8',
    village: '#b3bfce',
    arabic: '#9dabbe',
    site: '#93a2b5',
    waterText: '#7fabd3',
    dot: '#a5b2c4',
    halo: '#141e2c',
    builtUp: '#1d2a3c',
    building: '#27364a',
    road: '#3a4a60',
    roadMajor: '#55657c',
  },
  light: {
    sea: '#d6e2ec',
    land: '#f4f3ef',
    lake: '#c3d7e7',
    lakeShore: '#93b4cf',
    river: '#7aa6cb',
    wadi: '#a5c1d8',
    border: '#77808d',
    provinceBorder: '#b1b6bd',
    graticule: '#d9dcdf',
    graticuleText: '#646e7b',
    country: '#555e6b',
    province: '#666f7c',
    city: '#1f2733',
    village: '#3a4452',
    arabic: '#4c5765',
    site: '#566270',
    waterText: '#2f6592',
    dot: '#5b6675',
    halo: '#f7f6f3',
    builtUp: '#ebe8e1',
    building: '#dcd7cc',
    road: '#cdc9bf',
    roadMajor: '#b3aea2',
  },
  contrast: {
    sea: '#00070f',
    land: '#0c1219',
    lake: '#0d2b47',
    lakeShore: '#5b8fc0',
    river: '#5a9bd8',
    wadi: '#4a7ba8',
    border: '#e6edf5',
    provinceBorder: '#8c9bad',
    graticule: '#3a4858',
    graticuleText: '#c6d2e0',
    country: '#e6edf5',
    province: '#c6d2e0',
    city: '#ffffff',
    village: '#e6edf5',
    arabic: '#dfe6ee',
    site: '#c6d2e0',
    waterText: '#a9d3fa',
    dot: '#dfe6ee',
    halo: '#000000',
    builtUp: '#141d28',
    building: '#202c3a',
    road: '#55677d',
    roadMajor: '#8c9bad',
  },
  print: {
    sea: '#e9eef3',
    land: '#ffffff',
    lake: '#dde6ee',
    lakeShore: '#8fa3b5',
    river: '#8fa8bd',
    wadi: '#b9c8d5',
    border: '#5d6670',
    provinceBorder: '#a6adb5',
    graticule: '#c9ced3',
    graticuleText: '#4a535d',
    country: '#4a535d',
    province: '#59626c',
    city: '#101820',
    village: '#2a333d',
    arabic: '#39424c',
    site: '#454e58',
    waterText: '#2f5472',
    dot: '#59626c',
    halo: '#ffffff',
    builtUp: '#f3f3f3',
    building: '#dddddd',
    road: '#c4c4c4',
    roadMajor: '#9a9a9a',
  },
}
