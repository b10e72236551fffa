namespace MeshRunbook.Cli.Terminal.Progress;

/// <summary>What a piece of text means to the eye; colours come later, and may be missing.</summary>
internal enum Tone { Plain, Strong, Dim, Good, Bad, Attention, Active }
