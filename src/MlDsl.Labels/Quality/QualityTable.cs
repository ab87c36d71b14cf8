namespace MlDsl.Labels;

/// <summary>A column of rows that are looked at: numbers, or texts.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Numbers">The numbers, NaN where missing; empty for a column of other values.</param>
/// <param name="Texts">Free texts, which people write and copy; empty for a column of other values.</param>
internal sealed record QualityColumn(string Name, double[] Numbers, string?[] Texts);

/// <summary>Rows as columns, whatever they come from.</summary>
/// <param name="Numbers">The number of each row in its data set.</param>
/// <param name="Inputs">The hash of all that a model sees of each row.</param>
/// <param name="Labels">The class of each row, null where it has none; empty where labels are no classes.</param>
/// <param name="Columns">The columns that are looked at one by one.</param>
internal sealed record QualityTable(long[] Numbers, ulong[] Inputs, string?[] Labels, IReadOnlyList<QualityColumn> Columns);
