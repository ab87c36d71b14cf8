using MlDsl.Compiler.MlNetFiles;

namespace MlDsl.Compiler.MlNetSteps;

/// <summary>A model that ML.NET saved: what it takes, and its steps. It is read here without ML.NET, whose loader loads assemblies that a file names.</summary>
/// <param name="Schema">The columns that it takes.</param>
/// <param name="HasSchema">Whether the file says so; else they are what its steps read, of the columns beside which its predictor was trained.</param>
/// <param name="Steps">The steps.</param>
internal sealed record MlNetModel(IReadOnlyList<DataViewColumn> Schema, bool HasSchema, IReadOnlyList<MlNetStep> Steps)
{
    private const string Chain = "TransformerChain";

    /// <exception cref="InvalidDataException">The file is no model, or a malformed one.</exception>
    public static MlNetModel Read(ReadOnlyMemory<byte> file)
    {
        MlNetArchive archive = MlNetArchive.Open(file);
        ModelBlock root = ModelBlock.Find(archive, Chain) ?? throw new InvalidDataException($"the file is a zip, but no model of ML.NET 1.0 or later: its entry '{Chain}/{ModelBlock.EntryName}' is missing");
        List<MlNetStep> steps = StepReader.Read(root);
        if (archive.Contains("Schema")) return new(new DataViewFile(archive.Read("Schema"), "Schema").Columns, true, steps);
        return new(Trained(steps), false, steps);
    }

    // Beside the predictor lie what the file takes and what its first steps make: made columns are no inputs, unless they replace one.
    private static List<DataViewColumn> Trained(List<MlNetStep> steps)
    {
        int predictor = steps.FindIndex(static step => step is PredictStep);
        if (predictor < 0) return [];
        IReadOnlyList<DataViewColumn> all = ((PredictStep)steps[predictor]).TrainSchema;
        var made = new HashSet<string>(StringComparer.Ordinal);
        var read = new HashSet<string>(StringComparer.Ordinal);
        foreach (ColumnStep step in steps.Take(predictor).OfType<ColumnStep>())
        {
            foreach (string input in step.Columns.SelectMany(static map => map.Inputs))
                if (!made.Contains(input)) read.Add(input);
            made.UnionWith(step.Columns.Select(static map => map.Output));
        }

        // A column that is read first and replaced later has the later type there: it is not known.
        return [.. all.Where(column => !made.Contains(column.Name)), .. all.Where(column => made.Contains(column.Name) && read.Contains(column.Name)).Select(static column => column with { Type = null })];
    }
}
