using System.Text;

namespace MlDsl.Build;

/// <summary>What a program of ours would answer by: its own assemblies, and the versions of others that it names. When they were written says nothing.</summary>
internal static class ToolIdentity
{
    /// <summary>A hash of the program.</summary>
    /// <param name="program">Its file, which exists.</param>
    public static string Of(string program)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(program))!;
        IEnumerable<string> parts = Directory.GetFiles(folder, "MlDsl*.dll").Append(Path.GetFullPath(program)).Append(Path.ChangeExtension(Path.GetFullPath(program), ".deps.json"))
            .Where(File.Exists).Distinct(StringComparer.Ordinal).OrderBy(static file => file, StringComparer.Ordinal);
        var all = new StringBuilder();
        foreach (string part in parts) all.Append(Path.GetFileName(part)).Append(' ').Append(ModelHash.Sha(part)).Append('\n');
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(all.ToString()));
        return ModelHash.Sha(content);
    }
}
