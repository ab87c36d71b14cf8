using System.Globalization;
using System.Runtime.InteropServices;

namespace MlDsl.Training;

/// <summary>The classes of a label: their order, their names in files and reports, and their shares of the training rows.</summary>
public sealed class ClassCodes<TLabel> : LabelCodes<TLabel> where TLabel : notnull
{
    private readonly TLabel[] labels;
    private readonly Dictionary<TLabel, int> indexes;

    private ClassCodes(TLabel[] classes, float[] shares)
    {
        labels = classes;
        Names = [.. classes.Select(NameOf)];
        Baseline = shares;
        indexes = classes.Select(static (label, i) => (label, i)).ToDictionary(static c => c.label, static c => c.i);
    }

    /// <inheritdoc/>
    public override int Classes => labels.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<float> Baseline { get; }

    /// <summary>The classes, in the order of their codes.</summary>
    public ReadOnlySpan<TLabel> Labels => labels;

    /// <summary>The class of <paramref name="code"/>.</summary>
    public TLabel this[int code] => labels[code];

    /// <summary>The classes of the training rows: texts in ordinal order, enums and integers in that of their values.</summary>
    /// <exception cref="TrainingException">There are fewer than two classes, or one has a single row.</exception>
    public static ClassCodes<TLabel> Of<TRow>(TrainSet<TRow> train, CancellationToken cancellation) where TRow : ILabeledRow<TRow, TLabel> =>
        Of(train.Batches(cancellation), static row => TRow.LabelOf(row), static row => TRow.WeightOf(row), Comparer);

    /// <summary>The classes of rows, whatever tells their labels.</summary>
    /// <exception cref="TrainingException">There are fewer than two classes, or one has a single row.</exception>
    internal static ClassCodes<TLabel> Of<TRow>(IEnumerable<RowBatch<TRow>> batches, Func<TRow, TLabel> labelOf, Func<TRow, float> weightOf, IComparer<TLabel> order)
    {
        var counts = new Dictionary<TLabel, (long Rows, double Weight)>();
        foreach (RowBatch<TRow> batch in batches)
        {
            foreach (TRow row in batch.Rows)
            {
                ref (long Rows, double Weight) count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, labelOf(row), out _);
                count = (count.Rows + 1, count.Weight + weightOf(row));
            }
        }
        TLabel[] classes = [.. counts.Keys.Order(order)];
        if (classes.Length < 2)
            throw new TrainingException($"All training rows are of the class '{(classes.Length > 0 ? NameOf(classes[0]) : "")}'; a classifier needs rows of two classes at least");
        foreach (TLabel label in classes)
            if (counts[label].Rows == 1)
                throw new TrainingException($"The class '{NameOf(label)}' has a single training row, which teaches nothing; add rows of it, merge it with another, or remove it");
        if (classes.OfType<string>().FirstOrDefault(static text => !Columns.CategoryKeys.IsWhole(text)) is { } cut)
            throw new TrainingException($"The class '{cut}' begins or ends with half a character, as text cut in the middle of an emoji does; no file can hold it: cut text between runes");
        double total = counts.Values.Sum(static c => c.Weight);
        return new ClassCodes<TLabel>(classes, [.. classes.Select(label => (float)(counts[label].Weight / total))]);
    }

    /// <summary>The classes that a model file names.</summary>
    /// <exception cref="FormatException">A name is none of the label's type.</exception>
    public static ClassCodes<TLabel> Named(IReadOnlyList<string> names, IReadOnlyList<float> shares) => new([.. names.Select(Parse)], [.. shares]);

    /// <inheritdoc/>
    public override float Encode(TLabel label) => indexes.TryGetValue(label, out int code) ? code : float.NaN;

    /// <summary>Texts in ordinal order, enums and integers in that of their values.</summary>
    internal static IComparer<TLabel> Comparer => typeof(TLabel) == typeof(string) ? (IComparer<TLabel>)StringComparer.Ordinal : Comparer<TLabel>.Default;

    private static string NameOf(TLabel label) => Convert.ToString(label, CultureInfo.InvariantCulture) ?? "";

    private static TLabel Parse(string name) => typeof(TLabel).IsEnum
        ? Enum.TryParse(typeof(TLabel), name, out object? label) ? (TLabel)label : throw new FormatException($"it knows the class '{name}', which {typeof(TLabel).Name} does not have")
        : (TLabel)Convert.ChangeType(name, typeof(TLabel), CultureInfo.InvariantCulture);
}
