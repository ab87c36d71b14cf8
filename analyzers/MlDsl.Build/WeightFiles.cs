using MlDsl.Build.Text;

namespace MlDsl.Build;

/// <summary>Reads back from a manifest in which other files the model's weights lie.</summary>
internal static class WeightFiles
{
    public static IEnumerable<string> Of(string manifest)
    {
        if (!File.Exists(manifest)) yield break;
        bool began = false;
        foreach (string line in File.ReadLines(manifest))
        {
            if (line.StartsWith(ManifestWriter.WeightsLine, StringComparison.Ordinal))
            {
                began = true;
                yield return QuotedText.Read(line.Substring(ManifestWriter.WeightsLine.Length));
            }
            else if (began || line.StartsWith("ir ", StringComparison.Ordinal)) yield break;
        }
    }
}
