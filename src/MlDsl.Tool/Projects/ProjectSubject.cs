using MlDsl.Tool.Refitting;
using MlDsl.Training;

namespace MlDsl.Tool.Projects;

/// <summary>A model's file and rows, with the project that has the model's type.</summary>
/// <param name="Model">The model's file.</param>
/// <param name="Data">The file of rows.</param>
internal sealed record ProjectSubject(string Model, string Data)
{
    /// <summary>The project's file.</summary>
    public required string Project { get; init; }

    /// <summary>Its target framework; null where it has one only.</summary>
    public string? Framework { get; init; }

    /// <summary>The longest time that its build may take.</summary>
    public required TimeSpan Limit { get; init; }

    /// <summary>The files of other data sets that rows are joined with, by the names of their row types.</summary>
    public required IReadOnlyDictionary<string, string> Joins { get; init; }

    /// <summary>How CSV is written.</summary>
    public required CsvOptions Csv { get; init; }

    /// <summary>Has the project's code give the rows with the values of feature methods, windows and joins, as the model's training table has them.</summary>
    /// <param name="model">The model of the file.</param>
    /// <param name="most">The rows that are wanted at most.</param>
    /// <param name="cancellation">Stops it, and every process that it started.</param>
    /// <exception cref="ToolException">A file is not there, or the project does not build or has no such model.</exception>
    public Task<IReadOnlyList<DynamicRow>> Rows(DynamicModel model, int most, CancellationToken cancellation) =>
        Ask<IReadOnlyList<DynamicRow>>(model, request => request with { Most = most }, (request, _) => [.. model.Training.JsonLines(request.RowsBefore)], cancellation);

    /// <summary>Builds the project, asks its code, and reads what it wrote before that is cleared away.</summary>
    /// <param name="model">The model.</param>
    /// <param name="ask">What is asked beside the rows with the model's columns.</param>
    /// <param name="read">Reads what was written.</param>
    /// <param name="cancellation">Stops it, and every process that it started.</param>
    public async Task<T> Ask<T>(DynamicModel model, Func<HostRequest, HostRequest> ask, Func<HostRequest, HostAnswer, T> read, CancellationToken cancellation)
    {
        foreach (string file in (string[])[Data, .. Joins.Values])
            if (!File.Exists(file)) throw new ToolException($"'{file}' does not exist; name a file of rows, .csv or .jsonl");
        BuiltProject built = await BuiltProject.Build(Project, Framework, Limit, cancellation);
        string folder = Directory.CreateTempSubdirectory("mldsl-project").FullName;
        try
        {
            HostRequest request = ask(Request(built, model, folder));
            return read(request, await new ProjectProcess(built, folder).AskAsync(request, cancellation));
        }
        finally
        {
            Clear(folder);
        }
    }

    // What cannot be cleared away is no reason to say less of what happened before.
    private static void Clear(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"mldsl: '{folder}', which holds rows, could not be deleted: {problem.Message}");
        }
    }

    private HostRequest Request(BuiltProject built, DynamicModel model, string folder) => new()
    {
        Model = Path.GetFullPath(Model),
        Assembly = Path.GetFileNameWithoutExtension(built.Assembly),
        Data = Path.GetFullPath(Data),
        Separator = Csv.Separator,
        DecimalComma = Csv.Numbers == NumberFormat.DecimalComma,
        Missing = Csv.Missing,
        DateFormat = Csv.DateFormat,
        Comment = Csv.Comment,
        Trim = Csv.Trim,
        Quote = Csv.Quote,
        SkipBadRows = Csv.BadRows == BadRowPolicy.Skip,
        Joins = Joins.ToDictionary(static join => join.Key, static join => Path.GetFullPath(join.Value)),
        Split = new SplitText(model.Card.Split).Description(),
        Rows = Path.Combine(folder, "rows.jsonl"),
        RowsBefore = Path.Combine(folder, "rows-before.jsonl"),
    };
}
