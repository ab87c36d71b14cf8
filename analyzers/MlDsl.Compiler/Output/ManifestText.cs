using System.Globalization;
using System.Text;
using MlDsl.Build.Text;

namespace MlDsl.Compiler.Output;

/// <summary>The lines of a manifest, behind those that every file has.</summary>
internal sealed class ManifestText
{
    private readonly StringBuilder text = new();

    /// <param name="name">The path by which the project knows the file.</param>
    /// <param name="sha256">Its hash.</param>
    /// <param name="bytes">Its length.</param>
    public ManifestText(string name, string sha256, long bytes)
    {
        Line($"mldsl-manifest 1");
        Line($"model {Quoted.Text(name)}");
        Line($"sha256 {sha256}");
        Line($"bytes {bytes}");
    }

    /// <summary>Adds a line, in the invariant culture.</summary>
    public void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>All lines.</summary>
    public override string ToString() => text.ToString();
}
