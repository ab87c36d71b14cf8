using System.CommandLine;
using MlDsl.Tool.Projects;

namespace MlDsl.Tool;

/// <summary>The project whose code a verb runs.</summary>
internal sealed class ProjectOptions
{
    private readonly Option<string?> project = new("--project") { Description = "The project that has the model's type, a .csproj: it is built, and its code run in a process of its own. For models with feature methods that are code, windows, joins or trainers of the project" };
    private readonly Option<string?> framework = new("--framework") { Description = "The target framework of --project, where it has several" };
    private readonly Option<string[]> join = new("--join") { Description = "With --project: the file of another data set that rows are joined with, as in Prices=prices.csv by the name of its row type; may be given several times" };

    private readonly Option<int?> seconds = new("--build-seconds") { Description = "With --project: the longest that its build may take; 600 unless given" };

    public ProjectOptions() => seconds.Validators.Add(static said =>
    {
        if (said.Tokens.Count > 0 && (!int.TryParse(said.Tokens[0].Value, out int limit) || limit < 1)) said.AddError($"--build-seconds '{said.Tokens[0].Value}' is no number of seconds; it is 1 or more");
    });

    /// <summary>The options, for the verb.</summary>
    public IEnumerable<Option> All => [project, framework, join, seconds];

    /// <summary>The model with its project; null where none is given.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The model's file.</param>
    /// <param name="data">The file of rows.</param>
    /// <param name="csv">How CSV is written.</param>
    /// <exception cref="ToolException">Something is said of a project that is not given.</exception>
    public ProjectSubject? Subject(ParseResult parsed, string? model, string data, CsvOptions csv)
    {
        if (parsed.GetValue(project) is { } file)
        {
            if (model is null) throw new ToolException("--project has the code of a model; give --model");
            return new ProjectSubject(model, data) { Project = file, Framework = parsed.GetValue(framework), Joins = Joins(parsed), Csv = csv, Limit = TimeSpan.FromSeconds(parsed.GetValue(seconds) ?? 600) };
        }
        if (parsed.GetValue(framework) is not null) throw new ToolException("--framework is one of a project; give --project");
        if (parsed.GetValue(seconds) is not null) throw new ToolException("--build-seconds is for the build of a project; give --project");
        return parsed.GetValue(join) is { Length: > 0 } ? throw new ToolException("--join is for the code of a project; give --project") : null;
    }

    private IReadOnlyDictionary<string, string> Joins(ParseResult parsed)
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
