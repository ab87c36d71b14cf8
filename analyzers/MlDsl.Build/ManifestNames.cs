using MlDsl.Build.Text;

namespace MlDsl.Build;

/// <summary>Says which members the inputs and outputs of a manifest become, where their names change.</summary>
internal static class ManifestNames
{
    public static string Changes(string manifest)
    {
        string[] lines = File.ReadAllLines(manifest);
        return string.Join(", ", [.. Of("input ", GraphNames.Input), .. Of("output ", GraphNames.Output)]);

        IEnumerable<string> Of(string line, string otherwise) => GraphNames
            .Changes([.. lines.Where(l => l.StartsWith(line, StringComparison.Ordinal)).Select(l => QuotedText.Read(l.Substring(line.Length)))], otherwise, isExpected: true)
            .Select(change => $"the {line}{change}");
    }
}
