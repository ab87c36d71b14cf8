using MlDsl.Tool.Refitting;
using MlDsl.Tool.Scaffolding;
using MlDsl.Training;

namespace MlDsl.Tool.Searching;

/// <summary>What options are searched for.</summary>
/// <param name="Plan">From columns to features.</param>
/// <param name="Rows">The rows to choose by.</param>
/// <param name="Definition">Name, task and classes.</param>
/// <param name="Trainer">The trainer that a draft begins with, or that the model has.</param>
internal sealed record SearchSubject(FeaturePlan Plan, IReadOnlyList<DynamicRow> Rows, DynamicDefinition Definition, TrainerOptions Trainer)
{
    /// <summary>What a draft makes of a file.</summary>
    /// <exception cref="ToolException">Nothing can be drafted of it.</exception>
    public static SearchSubject Of(FileTable table, TargetFacts target, IReadOnlyList<ColumnFacts> facts)
    {
        var plan = new FilePlan(table, target, facts, new HashSet<ColumnFacts>());
        FittedPlan fitted = plan.Plan([]);
        return new SearchSubject(fitted.Plan, [.. fitted.Rows(plan.Labelled)], plan.Definition, plan.Trainer);
    }

    /// <summary>A model that is to be fitted with other options.</summary>
    /// <exception cref="ToolException">It needs its project, or a trainer that the tool does not run.</exception>
    public static SearchSubject Of(DynamicModel model, IReadOnlyList<DynamicRow> rows)
    {
        new Rebuild(model, "").Check();
        return new SearchSubject(model.Plan, rows, model.Definition, Rebuild.TrainerOf(model.Card));
    }
}
