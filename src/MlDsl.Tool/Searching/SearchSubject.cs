using MlDsl.Tool.Refitting;
using MlDsl.Tool.Scaffolding;
using MlDsl.Training;

namespace MlDsl.Tool.Searching;

/// <summary>What options are searched for.</summary>
/// <param name="Plan">From columns to features.</param>
/// <param name="Rows">The rows to choose by.</param>
/// <param name="Definition">Name, task and classes.</param>
/// <param name="Trainer">The trainer that a draft begins with, or that the model has.</param>
/// <param name="IsWhole">Whether the rows are all that the file has.</param>
internal sealed record SearchSubject(FeaturePlan Plan, IReadOnlyList<DynamicRow> Rows, DynamicDefinition Definition, TrainerOptions Trainer, bool IsWhole)
{
    /// <summary>The options with which verbs that take a model read the file; empty where it needs none.</summary>
    public string ReadWith { get; private init; } = "";

    /// <summary>How many rows of the file were left out because they have no label.</summary>
    public int Unlabelled { get; private init; }

    /// <summary>What a draft makes of a file.</summary>
    /// <param name="table">The file.</param>
    /// <param name="target">What is predicted.</param>
    /// <param name="facts">The columns.</param>
    /// <param name="isSaved">Whether a model of them is to be saved, which then reads the file.</param>
    /// <exception cref="ToolException">Nothing can be drafted of it, or a model that is saved could not read it.</exception>
    public static SearchSubject Of(FileTable table, TargetFacts target, IReadOnlyList<ColumnFacts> facts, bool isSaved)
    {
        var plan = new FilePlan(table, target, facts, new HashSet<ColumnFacts>());
        string readWith = "";
        if (isSaved)
        {
            try
            {
                readWith = FileForm.Text(FileForm.Of(table, plan.Read), table.Path);
            }
            catch (ToolException problem)
            {
                throw new ToolException($"{problem.Message}, or search without --out");
            }
        }
        FittedPlan fitted = plan.Plan([]);
        return new SearchSubject(fitted.Plan, [.. fitted.Rows(plan.Labelled)], plan.Definition, plan.Trainer, table.IsWhole) { ReadWith = readWith, Unlabelled = table.Rows - plan.Labelled.Count };
    }

    /// <summary>A model that is to be fitted with other options to the rows of a CSV file.</summary>
    /// <exception cref="ToolException">It needs its project, or a trainer that the tool does not run; or the file has no names, or dates of several forms.</exception>
    public static SearchSubject Of(DynamicModel model, FileTable table, int most)
    {
        CsvOptions form = FormOf(model, table);
        return Of(model, model.Training.Rows(table.Path, form), most) with { ReadWith = FileForm.Text(form, table.Path) };
    }

    /// <summary>How a CSV file of a model's rows is written.</summary>
    /// <exception cref="ToolException">The file has no names, or dates of several forms.</exception>
    public static CsvOptions FormOf(DynamicModel model, FileTable table)
    {
        var times = model.Training.Columns.Where(static column => column.Type.StartsWith("System.Date", StringComparison.Ordinal)).SelectMany(static column => (string[])[column.Name, column.Member]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return FileForm.Of(table, table.Columns.Where(column => column.Name is { } name && times.Contains(name)).Select(ColumnFacts.Of));
    }

    /// <summary>A model that is to be fitted with other options.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Rows of its training table.</param>
    /// <param name="most">How many of them are taken.</param>
    /// <exception cref="ToolException">It needs its project, or a trainer that the tool does not run.</exception>
    public static SearchSubject Of(DynamicModel model, IEnumerable<DynamicRow> rows, int most)
    {
        new Rebuild(model, "").Check();
        return OfGiven(model, rows, most);
    }

    /// <summary>A model that is to be fitted with other options to rows that have what its project gives: values of feature methods, windows and joins.</summary>
    /// <exception cref="ToolException">It needs a trainer that the tool does not run.</exception>
    public static SearchSubject OfGiven(DynamicModel model, IEnumerable<DynamicRow> rows, int most)
    {
        List<DynamicRow> taken = [];
        bool isWhole = true;
        foreach (DynamicRow row in rows)
        {
            isWhole = taken.Count < most;
            if (!isWhole) break;
            taken.Add(row);
        }
        return new SearchSubject(model.Plan, taken, model.Definition, Rebuild.TrainerOf(model.Card), isWhole);
    }
}
