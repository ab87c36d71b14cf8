using System.Globalization;
using System.Text;
using MlDsl.Tool.Comparing;
using MlDsl.Tool.Inspecting;
using MlDsl.Training;

namespace MlDsl.Tool.Refitting;

/// <summary>What came of a model's fitting anew.</summary>
/// <param name="Side">The side of the split that it learned from.</param>
/// <param name="Rows">The rows of that side.</param>
/// <param name="IsSameData">Whether the fingerprint of the rows is that of the file.</param>
/// <param name="IsSamePlan">Whether the same was learned of every column.</param>
/// <param name="IsSamePredictor">Whether the predictor has the same bytes.</param>
/// <param name="Paired">The file's model and the new one on rows that the new one did not learn from, or on the training rows where there are no others; null where all is the same.</param>
/// <param name="IsOnTrained">Whether these are the training rows.</param>
internal sealed record RebuildAnswer(string Side, int Rows, bool IsSameData, bool IsSamePlan, bool IsSamePredictor, PairedAnswer? Paired, bool IsOnTrained)
{
    /// <summary>Which model may have learned from the rows that both are measured on; null where neither did.</summary>
    public string? Caution => IsOnTrained ? "the new model learned from these rows, as the file's model may have, so that they do not tell which is better"
        : IsSameData ? null
        : "the file's model may have learned from these rows, since the data is other than it names, so that they do not tell which is better";

    /// <summary>Whether the model is what its file says.</summary>
    public bool IsSame => IsSameData && IsSamePlan && IsSamePredictor;

    /// <summary>One line, and the comparison where something differs.</summary>
    public override string ToString()
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"fitted anew to {Rows} rows ({Side}): {(IsSameData ? "the data that the file names" : "other data than the file names")}, {(IsSamePlan ? "the same" : "another")} encoding of columns, {(IsSamePredictor ? "the same bytes" : "other bytes")} of predictor");
        return Paired is null ? text : $"{text}\n{Paired.ToText(Caution)}";
    }

    /// <summary>One object on one line.</summary>
    public string ToJson() => Encoding.UTF8.GetString(JsonLine.Readable(json =>
    {
        json.WriteString("side", Side);
        json.WriteNumber("trained_rows", Rows);
        json.WriteBoolean("same_data", IsSameData);
        json.WriteBoolean("same_plan", IsSamePlan);
        json.WriteBoolean("same_predictor", IsSamePredictor);
        if (Paired is null) return;
        json.WriteString("rows_learned_from", IsOnTrained ? "yes" : IsSameData ? "no" : "unknown");
        Paired.Write(json);
    }));
}

/// <summary>Fits a model again by what its file says of its training.</summary>
/// <param name="model">The model.</param>
/// <param name="data">What messages call the data.</param>
internal sealed class Rebuild(DynamicModel model, string data)
{
    /// <summary>The new model.</summary>
    public DynamicModel? Made { get; private set; }

    /// <summary>The trainer with the options of the file.</summary>
    /// <exception cref="ToolException">The tool cannot run it, or not as it was.</exception>
    public static TrainerOptions TrainerOf(ModelCard card)
    {
        TrainerOptions trainer = TrainerNames.Of(card.Trainer, card.Options);
        IReadOnlyDictionary<string, string> described = OptionWriter.Describe(trainer);
        // An option that the file does not know is one that this version has besides: it has its default.
        string? other = card.Options.Keys.FirstOrDefault(name => described[name] != card.Options[name]);
        return other is null ? trainer : throw new ToolException($"{card.Trainer}'s {other} is '{card.Options[other]}' in the file, which this version makes '{described[other]}' of; fit with the version that saved it");
    }

    /// <summary>Refuses a model of which the file does not tell enough.</summary>
    /// <exception cref="ToolException">A feature method is code.</exception>
    public void Check()
    {
        string[] code = [.. model.Columns.Where(column => model.Plan.Schema.Features.Any(feature => feature.Member == column.Member)).Select(static column => $"'{column.Member}'")];
        if (code.Length > 0)
            throw new ToolException($"the feature methods {string.Join(", ", code)} of '{model.Card.Name}' are code, which no file holds; give --project with the .csproj that has it, or fit by name with DynamicModel.Fit where their values are columns");
        if (model.Plan.Schema.Columns.FirstOrDefault(static column => column.Window is not null || column.Join is not null) is { } filled)
            throw new ToolException($"'{filled.Name}' of '{model.Card.Name}' is filled from other rows or other data, which a file of rows does not tell; give --project with the .csproj that has its row type");
        TrainerOf(model.Card);
    }

    /// <summary>Fits and compares.</summary>
    /// <param name="stored">The rows of the data, made by <see cref="DynamicTable.ForStored"/> of the plan.</param>
    /// <param name="cancellation">Asked now and then.</param>
    /// <exception cref="ToolException">No side of the data can be what was learned from, or it cannot be learned from.</exception>
    public RebuildAnswer Run(IReadOnlyList<DynamicRow> stored, CancellationToken cancellation)
    {
        DynamicTable table = DynamicTable.ForStored(model.Plan);
        var (side, places, isSame) = Choose(stored, table);
        try
        {
            Made = DynamicModel.Fit(model.Plan, Rows(places), [.. places.Select(static place => (long)place)], TrainerOf(model.Card), model.Definition, new TrainingControl { Cancellation = cancellation });
            bool isSamePlan = PlanText(Made.Plan).SequenceEqual(PlanText(model.Plan)), isSamePredictor = ModelSheet.BytesOf(Made.Predictor).SequenceEqual(ModelSheet.BytesOf(model.Predictor));
            var learned = places.ToHashSet();
            int[] others = [.. Enumerable.Range(0, stored.Count).Where(place => !learned.Contains(place))];
            PairedAnswer? paired = isSame && isSamePlan && isSamePredictor ? null : Compare(others.Length > 0 ? others : places);
            return new RebuildAnswer(side, places.Length, isSame, isSamePlan, isSamePredictor, paired, others.Length == 0);
        }
        catch (Exception problem) when (problem is TrainingException or ArgumentException or TrainerLibraryException)
        {
            throw new ToolException($"'{model.Card.Name}' cannot be fitted to '{data}': {problem.Message}");
        }

        IEnumerable<DynamicRow> Rows(IEnumerable<int> which) => which.Select(place => DynamicTable.Trained(model.Training, stored[place]));

        PairedAnswer Compare(int[] which) => PairedAnswer.Of(model, Rows(which), Made!, which.Select(place => DynamicTable.Trained(Made!.Training, stored[place])), cancellation);
    }

    // What a side is called says nothing: its fingerprint does, and where none has it, its number of rows.
    private (string Side, int[] Places, bool IsSame) Choose(IReadOnlyList<DynamicRow> stored, DynamicTable table)
    {
        string label = Named(ColumnRole.Label)!;
        string? time = Named(ColumnRole.EventTime);
        var sides = new SplitText(model.Card.Split).Sides(stored.Count, row => $"{stored[row][label]}", TimeOf).ToList();
        foreach (var (name, places) in sides)
            if (IsSame(places)) return (name, places, true);
        foreach (var (name, places) in sides)
            if (places.Length == model.Card.Rows) return (name, places, false);
        throw new ToolException(FormattableString.Invariant($"'{data}' has {stored.Count} rows, and '{model.Card.Name}' learned from {model.Card.Rows} of data that was split so: {model.Card.Split}; no side of '{data}' has as many. Give the data that was split, or the training rows alone"));

        // Event times may number steps.
        long TimeOf(int row) => time is null ? 0 : stored[row][time].ToTicks() ?? stored[row][time].ToInt64() ?? 0;

        bool IsSame(int[] places)
        {
            IEnumerable<DynamicRow> rows = places.Select(place => stored[place]);
            return places.Length == model.Card.Rows && (table.FingerprintOf(rows).ToString() == model.Card.DataFingerprint
                // A fit by name knows of a row what it learns from.
                || new HeldRows(model.Plan, rows.Select(row => DynamicTable.Trained(model.Training, row)), default).Fingerprint.ToString() == model.Card.DataFingerprint);
        }
    }

    private string? Named(ColumnRole role) => model.Plan.Schema.Columns.FirstOrDefault(column => column.Role == role)?.Member;

    /// <summary>A plan as a file holds it.</summary>
    internal static byte[] PlanText(FeaturePlan plan) => JsonLine.Of(json =>
    {
        json.WritePropertyName("plan");
        plan.Write(json);
    });
}
