using System.Reflection;
using System.Runtime.InteropServices;

namespace MlDsl.Training;

/// <summary>Which code ran: the versions of the program, of MlDsl and of .NET, and the commit.</summary>
internal static class SourceVersions
{
    // Variables in which build services tell the commit.
    private static readonly string[] Variables = ["GITHUB_SHA", "BUILD_SOURCEVERSION", "CI_COMMIT_SHA", "GIT_COMMIT"];

    private static readonly Lazy<KeyValuePair<string, string>[]> OfProcess = new(static () => [.. Find()]);

    /// <summary>The versions by name.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> All => [.. OfProcess.Value, .. Packages()];

    /// <summary>The commit of the repository that holds <paramref name="folder"/>; null where there is none, or it cannot be read.</summary>
    public static string? CommitOf(string folder) => CommitOf(() => folder);

    // The current folder may be gone.
    private static string? CommitOf(Func<string> folder)
    {
        try
        {
            for (var at = new DirectoryInfo(folder()); at is not null; at = at.Parent)
            {
                string git = Path.Combine(at.FullName, ".git");
                if (File.Exists(git) && File.ReadAllText(git).Trim() is ['g', 'i', 't', 'd', 'i', 'r', ':', .. var linked]) git = Path.GetFullPath(linked.Trim(), at.FullName);
                if (Directory.Exists(git)) return Head(git);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or System.Security.SecurityException)
        {
            // A repository that cannot be read is as good as none.
        }
        return null;
    }

    private static IEnumerable<KeyValuePair<string, string>> Find()
    {
        var entry = Assembly.GetEntryAssembly();
        string[] program = (entry?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+', 2);
        if (entry?.GetName().Name is { } name) yield return new("program", name);
        if (program[0].Length > 0) yield return new("program.version", program[0]);
        string? commit = program.Length == 2 && IsCommit(program[1]) ? program[1] : null;
        commit ??= Variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(static value => value is not null && IsCommit(value)) ?? CommitOf(static () => Environment.CurrentDirectory);
        if (commit is not null) yield return new("commit", commit);
        yield return new("dotnet", Environment.Version.ToString());
        yield return new("system", RuntimeInformation.RuntimeIdentifier);
    }

    // Of each run anew: a trainer's assembly is loaded when it is first used.
    private static IEnumerable<KeyValuePair<string, string>> Packages()
    {
        foreach (Assembly assembly in AppDomain.CurrentDomain.GetAssemblies().OrderBy(static a => a.GetName().Name, StringComparer.Ordinal))
        {
            string own = assembly.GetName().Name ?? "";
            if (own is "MlDsl" || own.StartsWith("MlDsl.", StringComparison.Ordinal))
                yield return new($"package.{own}", assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? $"{assembly.GetName().Version}");
        }
    }

    private static bool IsCommit(string text) => text.Length is >= 7 and <= 64 && text.All(char.IsAsciiHexDigit);

    // HEAD names a commit, or a branch whose commit lies in a file of its own or in the list of packed ones; those of a linked work tree lie with the others.
    private static string? Head(string git)
    {
        string head = File.ReadAllText(Path.Combine(git, "HEAD")).Trim();
        if (!head.StartsWith("ref:", StringComparison.Ordinal)) return IsCommit(head) ? head : null;
        string branch = head["ref:".Length..].Trim(), shared = Path.Combine(git, "commondir");
        string common = File.Exists(shared) ? Path.GetFullPath(File.ReadAllText(shared).Trim(), git) : git;
        foreach (string folder in (string[])[git, common])
        {
            string file = Path.Combine(folder, branch);
            if (File.Exists(file) && File.ReadAllText(file).Trim() is var commit && IsCommit(commit)) return commit;
        }
        string packed = Path.Combine(common, "packed-refs");
        if (!File.Exists(packed)) return null;
        string? line = File.ReadLines(packed).FirstOrDefault(line => line.EndsWith(" " + branch, StringComparison.Ordinal));
        return line?.Split(' ')[0] is { } found && IsCommit(found) ? found : null;
    }
}
