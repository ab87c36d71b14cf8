using System.Globalization;
using MlDsl.Columns;
using MlDsl.Plans;

namespace MlDsl.Training;

/// <summary>The labels of rows by name, as each task takes them.</summary>
internal sealed class NamedLabels
{
    private readonly HeldRows rows;
    private readonly NamedRows roles;
    private readonly DynamicDefinition definition;
    private readonly ColumnSchema column;
    private readonly string type;
    private readonly int place;

    /// <exception cref="ArgumentException">The schema has no label.</exception>
    public NamedLabels(HeldRows rows, NamedRows roles, DynamicDefinition definition)
    {
        (this.rows, this.roles, this.definition) = (rows, roles, definition);
        place = NamedRows.PlaceOf(rows.Table, ColumnRole.Label);
        if (place < 0) throw new ArgumentException($"'{roles.Schema.Name}' has no label for '{definition.Name}' to learn; fit a plan whose schema has one", nameof(rows));
        column = rows.Table.Columns[place];
        type = DeclaredType.Of(column).Name;
    }

    private bool IsInteger => type is "sbyte" or "byte" or "short" or "ushort" or "int" or "uint" or "long" or "ulong";

    /// <summary>Fits a model of the definition's task.</summary>
    /// <exception cref="ArgumentException">The task is none of this library, the label none of the task, or the trainer does not serve it.</exception>
    /// <exception cref="TrainingException">The rows cannot be learned from.</exception>
    public Fitted<NamedInput> Fit(TrainerOptions trainer, TrainingControl control)
    {
        switch (definition.Task)
        {
            case nameof(Regression):
                return Run(TargetKind.Value, [], Regression.Loss, static () => NumberCodes.Instance, row => row.Values[place].ToSingle() ?? throw Wants("a number"), trainer, control);
            case nameof(BinaryClassification):
                return Run(TargetKind.TwoClasses, BinaryClassification.Steps, BinaryClassification.Loss, () => Flags(control), IsPositive, trainer, control);
            case nameof(MulticlassClassification):
                if (type == "ulong") return Run(TargetKind.Classes, [], MulticlassTask<ulong>.Loss, () => Classes(UnsignedOf, control), UnsignedOf, trainer, control);
                if (IsInteger) return Run(TargetKind.Classes, [], MulticlassTask<long>.Loss, () => Classes(IntegerOf, control), IntegerOf, trainer, control);
                return Run(TargetKind.Classes, [], MulticlassTask<string>.Loss, () => Texts(control), TextOf, trainer, control);
            case nameof(Ranking):
                return Run(TargetKind.Relevance, [], Ranking.Loss, () => GradeCodes(control), GradeOf, trainer, control);
            default:
                throw new ArgumentException(
                    $"The task '{definition.Task}' is a type of its own, which a file does not hold; Regression, BinaryClassification, MulticlassClassification and Ranking are fitted by name, others by the model's own type");
        }
    }

    /// <summary>The code of a row's label as a fitted model has it; NaN for a class that the model does not know.</summary>
    /// <exception cref="ArgumentException">The task is none of this library, or the label none of the task.</exception>
    public Func<DynamicRow, float> CodeOf(Outcome outcome)
    {
        switch (definition.Task)
        {
            case nameof(Regression):
                return row => row.Values[place].ToSingle() ?? throw Wants("a number");
            case nameof(BinaryClassification):
                return outcome.Classes is [var negative, _] ? row => IsPositive(row) ? 1f : TextOf(row) == negative ? 0f : float.NaN : row => IsPositive(row) ? 1f : 0f;
            case nameof(MulticlassClassification):
                var places = outcome.Classes.Select(static (name, i) => (name, i)).ToDictionary(static c => c.name, static c => (float)c.i, StringComparer.Ordinal);
                return row => places.GetValueOrDefault(TextOf(row), float.NaN);
            case nameof(Ranking):
                return GradeOf;
            default:
                throw new ArgumentException(
                    $"The task '{definition.Task}' is a type of its own, which a file does not hold; Regression, BinaryClassification, MulticlassClassification and Ranking are measured by name, others by the model's own type");
        }
    }

    /// <summary>A row's label, for messages that quote it.</summary>
    public static string Said(DynamicRow row)
    {
        ColumnValue label = row.Values[NamedRows.PlaceOf(row.Table, ColumnRole.Label)];
        return label.ToText() ?? label.ToInt64()?.ToString(CultureInfo.InvariantCulture) ?? label.ToUInt64()?.ToString(CultureInfo.InvariantCulture) ?? $"{label}";
    }

    private Fitted<NamedInput> Run<TLabel>(
        TargetKind target, IEnumerable<OutcomeStep> steps, RowLoss loss, Func<LabelCodes<TLabel>> codes, Func<DynamicRow, TLabel> labelOf, TrainerOptions trainer, TrainingControl control)
    {
        var task = new FittedTask(definition.Name, definition.Task, target, steps, loss) { Calibration = definition.Calibration, Intervals = definition.Intervals };
        task.Check(trainer);
        LabelCodes<TLabel> labels = codes();
        return new Encoder<DynamicRow, NamedInput, NamedRows>(roles, (cancellation, _) => rows.Batches(cancellation), control).Fit(task, labels, labelOf, trainer, control);
    }

    private FlagCodes Flags(TrainingControl control)
    {
        string positive = roles.Schema.PositiveClass;
        LabelClasses? declared = type == "bool" ? null : new LabelClasses(column.Name, positive, definition.Classes is [var negative, _] ? negative : null);
        if (declared is not null && column.Positive is null) throw Wants("bool, or one with [Label(Positive = …)]");
        var (names, share) = TwoClasses.Of(() => rows.Batches(control.Cancellation), declared, TextOf, IsPositive, roles.WeightOf);
        return new FlagCodes(names, positive, share);
    }

    private ClassCodes<TLabel> Classes<TLabel>(Func<DynamicRow, TLabel> labelOf, TrainingControl control) where TLabel : notnull =>
        ClassCodes<TLabel>.Of(rows.Batches(control.Cancellation), labelOf, roles.WeightOf, ClassCodes<TLabel>.Comparer);

    private ClassCodes<string> Texts(TrainingControl control)
    {
        if (type == "string") return Classes(TextOf, control);
        // An enum: its members are ordered by values that only its type knows.
        var places = definition.Classes.Select(static (name, i) => (name, i)).ToDictionary(static c => c.name, static c => c.i, StringComparer.Ordinal);
        foreach (RowBatch<DynamicRow> batch in rows.Batches(control.Cancellation))
        {
            foreach (DynamicRow row in batch.Rows)
            {
                if (places.ContainsKey(TextOf(row))) continue;
                throw new TrainingException(
                    FormattableString.Invariant($"The class '{Visible.Of(TextOf(row))}' of row {row.Number + 1} is none that the model knows ({string.Join(", ", definition.Classes)}), and the order of the members of '{type}' ")
                    + "is not in a file; name the classes in DynamicDefinition.Classes, or fit with the model's own type");
            }
        }
        return ClassCodes<string>.Of(
            rows.Batches(control.Cancellation), TextOf, roles.WeightOf, Comparer<string>.Create((a, b) => places[a].CompareTo(places[b])));
    }

    private NumberCodes GradeCodes(TrainingControl control)
    {
        if (NamedRows.PlaceOf(rows.Table, ColumnRole.Group) < 0)
            throw new ArgumentException($"'{roles.Schema.Name}' has no column of the role Group, within which '{definition.Name}' could rank; fit a plan whose schema has one");
        Grades.Check(rows.Batches(control.Cancellation), GradeOf);
        return NumberCodes.Instance;
    }

    // The values of an enum's members are in no file: those named beforehand are the grades from 0.
    private float GradeOf(DynamicRow row)
    {
        if (row.Values[place] is not { Kind: ColumnValueKind.Text or ColumnValueKind.Class } text) return row.Values[place].ToSingle() ?? throw Wants("a number or an enum");
        for (int grade = 0; grade < definition.Classes.Count; grade++)
            if (definition.Classes[grade] == text.ToText()) return grade;
        throw new TrainingException(
            FormattableString.Invariant($"The grade '{Visible.Of(text.ToText()!)}' of row {row.Number + 1} is none of DynamicDefinition.Classes ({string.Join(", ", definition.Classes)}), and the values of the members of '{type}' ")
            + "are in no file; name its members there in the order of their grades, from 0, or fit with the model's own type");
    }

    private bool IsPositive(DynamicRow row) => type == "bool"
        ? (row.Values[place].ToSingle() ?? throw Wants("a bool")) != 0
        : TextOf(row) == roles.Schema.PositiveClass;

    private string TextOf(DynamicRow row) => IsInteger
        ? type == "ulong" ? UnsignedOf(row).ToString(CultureInfo.InvariantCulture) : IntegerOf(row).ToString(CultureInfo.InvariantCulture)
        : row.Values[place] is { Kind: ColumnValueKind.Text or ColumnValueKind.Class } text ? text.ToText()! : throw Wants("an enum, a string or an integer");

    private long IntegerOf(DynamicRow row) => row.Values[place].ToInt64() ?? throw Wants("an integer");

    private ulong UnsignedOf(DynamicRow row) => row.Values[place].ToUInt64() ?? throw Wants("an integer");

    private ArgumentException Wants(string wanted) =>
        new($"'{definition.Name}' is for {definition.Task}, whose label must be {wanted}; '{column.Name}' of '{roles.Schema.Name}' is '{column.Type}'");
}
