using System.Globalization;
using System.Numerics;
using MlDsl.Columns;

namespace MlDsl.Labels;

/// <summary>Typed rows as columns.</summary>
internal static class RowTable
{
    // As of files: of more whole numbers, or fewer rows of each, a label is an amount.
    private const int MostIntegerClasses = 20, LeastRowsOfEach = 10;

    /// <summary>Reads rows of a train set.</summary>
    public static QualityTable Of<TRow>(TrainSet<TRow> rows, CancellationToken cancellation) where TRow : IRow<TRow>
    {
        var held = new List<TRow>();
        var numbers = new List<long>();
        foreach (RowBatch<TRow> batch in rows.Batches(cancellation))
        {
            for (int i = 0; i < batch.Count; i++)
            {
                held.Add(batch[i]);
                numbers.Add(batch.Number(i));
            }
        }
        var visitor = new Visitor<TRow>(TRow.Schema, held);
        TRow.Visit(ref visitor);
        return new QualityTable([.. numbers], [.. visitor.Hashes.Select(static hash => hash.Value)], visitor.Labels ?? [], visitor.Columns);
    }

    private struct Visitor<TRow>(DatasetSchema schema, List<TRow> rows) : IColumnVisitor<TRow>
    {
        public List<QualityColumn> Columns { get; } = [];

        public RowHash[] Hashes { get; } = new RowHash[rows.Count];

        public string?[]? Labels { get; private set; }

        public void Text<TColumn>(int column) where TColumn : struct, IColumnOf<TRow, string?> => Take(column, static row => ColumnValue.Text(default(TColumn).Read(row)));

        public void Value<T, TColumn>(int column) where T : struct where TColumn : struct, IColumnOf<TRow, T> => Take(column, static row => Of(default(TColumn).Read(row)));

        public void Optional<T, TColumn>(int column) where T : struct where TColumn : struct, IColumnOf<TRow, T?> =>
            Take(column, static row => default(TColumn).Read(row) is { } value ? Of(value) : default);

        public void Class<TColumn>(int column, IReadOnlyList<string> names) where TColumn : struct, IColumnOf<TRow, int> =>
            Take(column, row => default(TColumn).Read(row) is > 0 and var number ? ColumnValue.Class(number - 1, names[number - 1]) : default);

        public void Vector<T, TColumn>(int column) where T : struct, INumberBase<T> where TColumn : struct, IVectorColumnOf<TRow, T> =>
            Take(column, static row => ColumnValues.Of(default(TColumn).Read(row)));

        public void SparseVector<T, TColumn>(int column) where T : struct, INumberBase<T> where TColumn : struct, IVectorColumnOf<TRow, T?> =>
            Take(column, static row => ColumnValues.Of(default(TColumn).Read(row)));

        private static ColumnValue Of<T>(T value) where T : struct => value switch
        {
            bool flag => ColumnValue.Flag(flag),
            float number => ColumnValue.Number(number),
            double number => ColumnValue.Number(number),
            Half number => ColumnValue.Number((double)number),
            decimal number => ColumnValue.Number(number),
            ulong number => ColumnValue.Integer(number),
            char letter => ColumnValues.Of((char?)letter),
            Guid id => ColumnValues.Of((Guid?)id),
            DateTime time => ColumnValue.Time(time),
            DateTimeOffset time => ColumnValue.Time(time),
            DateOnly date => ColumnValue.Date(date),
            TimeOnly time => ColumnValue.Time(time),
            TimeSpan span => ColumnValue.Integer(span.Ticks),
            _ => ColumnValue.Integer(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        };

        private void Take(int column, Func<TRow, ColumnValue> read)
        {
            ColumnSchema said = schema.Columns[column];
            if (said.Role == ColumnRole.Label) Labels = Classes([.. rows.Select(read)]);
            if (!said.IsInput) return;
            ColumnValue[] values = [.. rows.Select(read)];
            for (int row = 0; row < values.Length; row++) values[row].AddTo(ref Hashes[row]);
            if (said.Kind.StartsWith("Text", StringComparison.Ordinal)) Columns.Add(new QualityColumn(said.Name, [], [.. values.Select(static value => value.ToText())]));
            else if (said.Role == ColumnRole.None && said.Kind.StartsWith("Numeric", StringComparison.Ordinal) && values.All(static value => value.Kind != ColumnValueKind.Vector))
                Columns.Add(new QualityColumn(said.Name, [.. values.Select(static value => value.ToDouble() ?? double.NaN)], []));
        }

        // Amounts that differ do not contradict each other.
        private static string?[] Classes(ColumnValue[] labels)
        {
            ColumnValue[] present = [.. labels.Where(static label => label.Kind != ColumnValueKind.Missing)];
            int integers = present.Where(static label => label.Kind == ColumnValueKind.Integer).Distinct().Take(MostIntegerClasses + 1).Count();
            bool areClasses = integers <= MostIntegerClasses && present.Length >= integers * LeastRowsOfEach
                && Array.TrueForAll(present, static label => label.Kind is ColumnValueKind.Flag or ColumnValueKind.Text or ColumnValueKind.Class or ColumnValueKind.Integer);
            return areClasses ? [.. labels.Select(Name)] : [];
        }

        private static string? Name(ColumnValue value) => value.Kind == ColumnValueKind.Missing
            ? null
            : value.ToText() ?? (value.ToDouble() is { } number ? number.ToString("R", CultureInfo.InvariantCulture) : value.ToString());
    }
}
