using System.CommandLine;

namespace MlDsl.Tool;

/// <summary>The project whose code a verb runs.</summary>
internal sealed class ProjectOptions
{
    private readonly Option<string?> project = new("--project") { Description = "The project that has the model's type, a .csproj: it is built, and its code run in a process of its own. For models with feature methods that are code, windows, joins or trainers of the project" };
    private readonly Option<string?> framework = new("--framework") { Description = "The target framework of --project, where it has several" };
    private readonly Option<string[]> join = new("--join") { Description = "With --project: the file of another data set that rows are joined with, as in Prices=prices.csv by the name of its row type; may be given several times" };

    /// <summary>The options, for the verb.</summary>
    public IEnumerable<Option> All => [project, framework, join];

    /// <summary>The project's file; null where none is given.</summary>
    /// <exception cref="ToolException">Something is said of a project that is not given.</exception>
    public string? File(ParseResult parsed)
    {
        string? file = parsed.GetValue(project);
        if (file is null && Framework(parsed) is not null) throw new ToolException("--framework is one of a project; give --project");
        if (file is null && parsed.GetValue(join) is { Length: > 0 }) throw new ToolException("--join is for the code of a project; give --project");
        return file;
    }

    /// <summary>The target framework; null where none is given.</summary>
    public string? Framework(ParseResult parsed) => parsed.GetValue(framework);

    /// <summary>The files of other data sets, by the names of their row types.</summary>
    /// <exception cref="ToolException">A text is no name with a file, or a name is there twice.</exception>
    public IReadOnlyDictionary<string, string> Joins(ParseResult parsed)
    {
        var joins = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string text in parsed.GetValue(join) ?? [])
        {
            if (text.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } file]) throw new ToolException($"--join '{text}' is no row type with its file, as in Prices=prices.csv");
            if (!joins.TryAdd(name, file)) throw new ToolException($"--join {name} is given twice");
        }
        return joins;
    }
}
