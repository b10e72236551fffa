namespace MeshSim.Scenario;

/// <summary>A version of the vendor's mesh that asmcli can install, such as <c>1.19.10-asm.9</c>.</summary>
public sealed record AsmVersion(string Text)
{
    /// <summary>The target versions of the vendor guide's editions.</summary>
    public static IReadOnlyList<AsmVersion> Known { get; } = [new("1.15.7-asm.23"), new("1.19.10-asm.9"), new("1.23.2-asm.2")];

    public static AsmVersion Default => Known[1];

    /// <summary>The minor version, 19 for 1.19.10-asm.9.</summary>
    public int Minor => int.Parse(Text.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The revision asmcli takes when none is given: <c>asm-11910-9</c>.</summary>
    public string DefaultRevision => "asm-" + Text.Split('-')[0].Replace(".", "", StringComparison.Ordinal) + "-" + Text.Split('.')[^1];

    /// <summary>istioctl prints serial numbers in decimal up to 1.18 and in hexadecimal from 1.19.</summary>
    public bool PrintsHexadecimalSerials => Minor >= 19;

    public override string ToString() => Text;
}
