using System.Text.RegularExpressions;

namespace MlDsl.Deployment.Tests.Lint;

/// <summary>A Dockerfile: images pinned, a chiseled last stage, no root, nothing written, ports as the program's.</summary>
internal static partial class DockerfileLint
{
    private static readonly string[] Known = ["FROM", "RUN", "WORKDIR", "COPY", "ARG", "ENV", "EXPOSE", "USER", "ENTRYPOINT"];

    public static IEnumerable<string> Of(string text, string program)
    {
        List<(string Word, string Operand)> all = [.. Instructions(text)];
        foreach (var (word, _) in all.Where(static i => !Known.Contains(i.Word))) yield return $"the instruction {word} is not known here";
        List<string> stages = [.. all.Where(static i => i.Word == "FROM").Select(static i => i.Operand)];
        foreach (string image in stages.Select(static s => s.Split(' ')[0]))
            if (!Pinned().IsMatch(image)) yield return $"the image '{image}' is not pinned to a version or a hash";
        if (stages.Count < 2) yield return "what builds is not apart from what runs";
        List<(string Word, string Operand)> last = all[(all.FindLastIndex(static i => i.Word == "FROM") + 1)..];
        if (!stages[^1].Contains("-chiseled", StringComparison.Ordinal)) yield return "the last stage is not chiseled: it has a shell";
        if (last.Any(static i => i.Word == "RUN")) yield return "the last stage runs a command, which a chiseled image has no shell for";
        if (last.FindLast(static i => i.Word == "USER").Operand is not ("$APP_UID" or "1654")) yield return "the last stage does not run as the image's user that is not root";
        if (last.FindLast(static i => i.Word == "ENTRYPOINT").Operand != $"[\"./{program}\"]") yield return $"the entry point is not the program '{program}', told without a shell";
        string environment = last.Find(static i => i.Word == "ENV").Operand ?? "";
        string port = last.Find(static i => i.Word == "EXPOSE").Operand ?? "";
        if (!environment.Split(' ').Contains($"ASPNETCORE_HTTP_PORTS={port}")) yield return $"the port that is exposed, '{port}', is not the one that is listened to";
        if (!environment.Split(' ').Contains("DOTNET_EnableDiagnostics=0")) yield return "diagnostics would write into a read-only file system";
        foreach (string command in all.Where(static i => i.Word == "RUN" && i.Operand.Contains("apt-get install", StringComparison.Ordinal)).Select(static i => i.Operand))
            if (!command.Contains("--no-install-recommends", StringComparison.Ordinal) || !command.Contains("rm -rf /var/lib/apt/lists", StringComparison.Ordinal))
                yield return "packages are installed with what they recommend, or their lists are left";
    }

    /// <summary>The port that the last stage exposes.</summary>
    public static int Port(string text) => int.Parse(Instructions(text).Last(static i => i.Word == "EXPOSE").Operand, System.Globalization.CultureInfo.InvariantCulture);

    // Comments left out, continued lines joined.
    private static IEnumerable<(string Word, string Operand)> Instructions(string text)
    {
        string joined = Continued().Replace(string.Join('\n', text.Split('\n').Where(static line => !line.TrimStart().StartsWith('#'))), " ");
        foreach (string line in joined.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] parts = line.Split(' ', 2, StringSplitOptions.TrimEntries);
            yield return (parts[0], parts.Length > 1 ? parts[1] : "");
        }
    }

    [GeneratedRegex(@":(?!latest\b)[\w.-]*\d|@sha256:[0-9a-f]{64}$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"\\\s*\n\s*")]
    private static partial Regex Continued();
}
