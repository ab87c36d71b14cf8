using System.Runtime.CompilerServices;
using System.Text;
using Xunit;

namespace MlDsl.Testing;

/// <summary>
/// Compares generated files with accepted ones in Verify's layout:
/// <c>Snapshots/{Class}.{Method}#{hint}.verified.cs</c>, first line <c>//HintName: …</c>, UTF-8 with BOM, LF.
/// <c>MLDSL_ACCEPT=1</c> accepts what a run produced.
/// </summary>
public static class Snapshot
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Fails when a generated file of <paramref name="run"/> differs from the accepted one, or when either is alone.</summary>
    public static void Match(GeneratorRun run, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        string folder = Path.Combine(CSharp.FolderOf(file), "Snapshots");
        string prefix = $"{Path.GetFileNameWithoutExtension(file)}.{method}";
        Directory.CreateDirectory(folder);
        var stale = Directory.GetFiles(folder, $"{prefix}#*.verified.cs").ToHashSet(StringComparer.Ordinal);
        var differences = new List<string>();

        foreach (var source in run.Sources)
        {
            string hint = source.HintName;
            string name = $"{prefix}#{(hint.EndsWith(".cs", StringComparison.Ordinal) ? hint[..^3] : hint)}";
            string verified = Path.Combine(folder, $"{name}.verified.cs");
            string received = Path.Combine(folder, $"{name}.received.cs");
            string text = $"//HintName: {hint}\n{source.SourceText}";
            stale.Remove(verified);
            Compare(verified, received, text, differences);
        }

        foreach (string path in stale)
        {
            if (Accepting) File.Delete(path);
            else differences.Add($"{Path.GetFileName(path)} is no longer generated");
        }
        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }

    /// <summary>Compares one text, such as the public API, with the accepted file beside the test.</summary>
    public static void MatchText(string text, string name, [CallerFilePath] string file = "")
    {
        string folder = Path.Combine(CSharp.FolderOf(file), "Snapshots");
        Directory.CreateDirectory(folder);
        var differences = new List<string>();
        Compare(Path.Combine(folder, $"{name}.verified.txt"), Path.Combine(folder, $"{name}.received.txt"), text, differences);
        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }

    private static bool Accepting => Environment.GetEnvironmentVariable("MLDSL_ACCEPT") == "1";

    private static void Compare(string verified, string received, string text, List<string> differences)
    {
        string? accepted = File.Exists(verified) ? File.ReadAllText(verified) : null;
        if (accepted == text)
        {
            File.Delete(received);
        }
        else if (Accepting)
        {
            File.WriteAllText(verified, text, Encoding);
            File.Delete(received);
        }
        else
        {
            File.WriteAllText(received, text, Encoding);
            differences.Add($"{Path.GetFileName(verified)} {FirstDifference(accepted, text)}");
        }
    }

    private static string FirstDifference(string? accepted, string text)
    {
        if (accepted is null) return $"does not exist; the run gave:\n{text}";
        string[] before = accepted.Split('\n'), after = text.Split('\n');
        int line = 0;
        while (line < before.Length && line < after.Length && before[line] == after[line]) line++;
        return $"differs from line {line + 1}:\n- {before.ElementAtOrDefault(line)}\n+ {after.ElementAtOrDefault(line)}";
    }
}
