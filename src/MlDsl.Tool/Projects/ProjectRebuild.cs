using MlDsl.Tool.Comparing;
using MlDsl.Tool.Inspecting;
using MlDsl.Tool.Refitting;
using MlDsl.Training;

namespace MlDsl.Tool.Projects;

/// <summary>Fits a model again with the code of its project: feature methods, windows, joins and trainers that only it has.</summary>
/// <param name="path">The model's file.</param>
/// <param name="data">The file of rows.</param>
internal sealed class ProjectRebuild(string path, string data)
{
    /// <summary>The files of other data sets that rows are joined with, by the names of their row types.</summary>
    public required IReadOnlyDictionary<string, string> Joins { get; init; }

    /// <summary>How CSV is written.</summary>
    public required CsvOptions Csv { get; init; }

    /// <summary>Where the new model is to be saved; null for nowhere.</summary>
    public string? Out { get; init; }

    /// <summary>Builds, fits and compares.</summary>
    /// <param name="project">The project's file.</param>
    /// <param name="framework">Its target framework; null where it has one only.</param>
    /// <param name="cancellation">Stops it, and every process that it started.</param>
    /// <exception cref="ToolException">A file is not there, the project does not build or has no such model, or the model cannot be fitted.</exception>
    public async Task<RebuildAnswer> Run(string project, string? framework, CancellationToken cancellation)
    {
        foreach (string file in (string[])[data, .. Joins.Values])
            if (!File.Exists(file)) throw new ToolException($"'{file}' does not exist; name a file of rows, .csv or .jsonl");
        DynamicModel model = DynamicModel.Load(path);
        BuiltProject built = await BuiltProject.Build(project, framework, cancellation);
        string folder = Directory.CreateTempSubdirectory("mldsl-rebuild").FullName;
        try
        {
            string At(string name) => Path.Combine(folder, name);
            var request = new HostRequest
            {
                Model = Path.GetFullPath(path),
                Assembly = Path.GetFileNameWithoutExtension(built.Assembly),
                Data = Path.GetFullPath(data),
                Separator = Csv.Separator,
                DecimalComma = Csv.Numbers == NumberFormat.DecimalComma,
                Missing = Csv.Missing,
                Joins = Joins.ToDictionary(static join => join.Key, static join => Path.GetFullPath(join.Value)),
                Split = new SplitText(model.Card.Split).Description(),
                Made = At("made.mldsl"),
                Rows = At("rows.jsonl"),
                RowsBefore = At("rows-before.jsonl"),
            };
            HostAnswer answer = await new ProjectProcess(built, folder).AskAsync(request, cancellation);
            DynamicModel made = DynamicModel.Load(request.Made);
            CheckOptions(model.Card, made.Card);
            RebuildAnswer compared = Compare(model, made, answer, request, cancellation);
            if (Out is not null) File.Copy(request.Made, Out, overwrite: true);
            return compared;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // An option that the file does not know is one that the project's version has besides.
    private static void CheckOptions(ModelCard before, ModelCard made)
    {
        if (before.Options.Keys.FirstOrDefault(name => made.Options.GetValueOrDefault(name) != before.Options[name]) is { } other)
            throw new ToolException($"{before.Trainer}'s {other} is '{before.Options[other]}' in the file, which the project's version makes '{made.Options.GetValueOrDefault(other)}' of; fit with the version that saved it");
    }

    private static RebuildAnswer Compare(DynamicModel model, DynamicModel made, HostAnswer answer, HostRequest request, CancellationToken cancellation)
    {
        bool isSamePlan = Rebuild.PlanText(made.Plan).SequenceEqual(Rebuild.PlanText(model.Plan)), isSamePredictor = ModelSheet.BytesOf(made.Predictor).SequenceEqual(ModelSheet.BytesOf(model.Predictor));
        var compared = new RebuildAnswer(answer.Side, (int)answer.Rows, answer.IsSameData, isSamePlan, isSamePredictor, null);
        if (compared.IsSame) return compared;
        if (answer.RowsProblem is { } problem) throw new ToolException($"{compared}; the models cannot be compared: {problem}");
        try
        {
            return compared with { Paired = PairedAnswer.Of(model, model.Training.JsonLines(request.RowsBefore), made, made.Training.JsonLines(request.Rows), cancellation) };
        }
        catch (DataFormatException refused)
        {
            throw new ToolException($"{compared}; the models cannot be compared: {refused.Message}");
        }
    }
}
