using MlDsl.Tool.Comparing;
using MlDsl.Tool.Inspecting;
using MlDsl.Tool.Refitting;
using MlDsl.Training;

namespace MlDsl.Tool.Projects;

/// <summary>Fits a model again with the code of its project: feature methods, windows, joins and trainers that only it has.</summary>
/// <param name="subject">The model, the rows and the project.</param>
/// <param name="to">Where the new model is to be saved; null for nowhere.</param>
internal sealed class ProjectRebuild(ProjectSubject subject, string? to)
{
    private const string Made = "made.mldsl";

    /// <summary>Hears how many rows of the data were left out, and why the first.</summary>
    public required Action<long, string> LeftOut { get; init; }

    /// <summary>Builds, fits and compares.</summary>
    /// <param name="cancellation">Stops it, and every process that it started.</param>
    /// <exception cref="ToolException">A file is not there, the project does not build or has no such model, or the model cannot be fitted.</exception>
    public async Task<RebuildAnswer> Run(CancellationToken cancellation)
    {
        DynamicModel model = DynamicModel.Load(subject.Model);
        return await subject.Ask(
            model,
            static request => request with { Made = Path.Combine(Path.GetDirectoryName(request.Rows)!, Made) },
            (request, answer) =>
            {
                LeftOut(answer.LeftOut, answer.FirstLeftOut);
                DynamicModel made = DynamicModel.Load(request.Made!);
                CheckOptions(model.Card, made.Card);
                // What was fitted is kept whatever comes of comparing it.
                if (to is not null) ModelBytes.Write(to, File.ReadAllBytes(request.Made!));
                return Compare(model, made, answer, request, cancellation);
            },
            cancellation);
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
        var compared = new RebuildAnswer(answer.Side, (int)answer.Rows, answer.IsSameData, isSamePlan, isSamePredictor, null, answer.IsOnTrained);
        if (compared.IsSame) return compared;
        if (answer.RowsProblem is { } problem) throw new ToolException($"{compared}; the models cannot be compared: {problem}");
        try
        {
            return compared with { Paired = PairedAnswer.Of(model, model.Training.JsonLines(request.RowsBefore), made, made.Training.JsonLines(request.Rows), cancellation) };
        }
        catch (Exception refused) when (refused is DataFormatException or JsonRowException)
        {
            throw new ToolException($"{compared}; the models cannot be compared: {refused.Message}");
        }
    }
}
