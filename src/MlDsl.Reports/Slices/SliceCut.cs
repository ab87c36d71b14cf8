namespace MlDsl.Reports;

/// <summary>A way of cutting rows into slices: by the values of a column, or of two.</summary>
/// <param name="Names">The slices.</param>
/// <param name="Codes">For each row the number of its slice; -1 for one in none.</param>
internal sealed record SliceCut(IReadOnlyList<string> Names, int[] Codes)
{
    private const int MostValues = 12, Parts = 5;

    /// <summary>The slices of a column: of numbers and times fifths, of others the most frequent values, and what is missing; null where none is large enough.</summary>
    public static SliceCut? Of(ReportColumn column, int rows, int least)
    {
        if (!column.ShowsValues && column.Schema.Role != ColumnRole.EventTime) return null;
        var orders = new double?[rows];
        var texts = new string?[rows];
        bool isTime = false;
        for (int row = 0; row < rows; row++)
        {
            Columns.ColumnValue value = column.Read(row);
            orders[row] = ValueText.Order(value);
            isTime |= value.Kind is Columns.ColumnValueKind.Time or Columns.ColumnValueKind.Date;
            if (orders[row] is null) texts[row] = value.IsMissing ? null : value.Kind == Columns.ColumnValueKind.Vector ? ValueText.Of(value) : value.ToText();
        }
        bool isOrdered = orders.Any(static o => o is not null);
        TimeText? time = isTime ? TimeText.Of([.. orders.OfType<double>()]) : null;
        Func<double, string> text = time is null ? ReportText.Of : time.Of;
        SliceCut cut = isOrdered && orders.Where(static o => o is not null).Distinct().Count() > MostValues
            ? Ranges(column.Schema.Name, orders, text)
            : Values(column.Schema.Name, [.. texts.Select((value, row) => orders[row] is { } order ? text(order) : value ?? ValueText.Missing)]);
        return cut.Without(least);
    }

    /// <summary>The rows of each slice of one cut that are in each of another.</summary>
    public SliceCut With(SliceCut other, int least)
    {
        var codes = new int[Codes.Length];
        for (int row = 0; row < codes.Length; row++) codes[row] = Codes[row] < 0 || other.Codes[row] < 0 ? -1 : (Codes[row] * other.Names.Count) + other.Codes[row];
        return new SliceCut([.. Names.SelectMany(name => other.Names.Select(more => $"{name} and {more}"))], codes).Without(least) ?? new SliceCut([], codes);
    }

    private static SliceCut Values(string column, string[] values)
    {
        string[] known = [.. values.GroupBy(static v => v, StringComparer.Ordinal).OrderByDescending(static v => v.Count()).ThenBy(static v => v.Key, StringComparer.Ordinal).Take(MostValues).Select(static v => v.Key)];
        Dictionary<string, int> codes = [];
        foreach (string value in known) codes[value] = codes.Count;
        // Long values are cut for the eye only; those that look alike then are numbered.
        string[] shown = [.. known.Select(static value => Visible.Of(value))];
        return new SliceCut([.. shown.Select((value, i) => shown.Take(i).Count(before => before == value) is > 0 and var same ? $"{column} = {value} ({same + 1})" : $"{column} = {value}")], Array.ConvertAll(values, value => codes.GetValueOrDefault(value, -1)));
    }

    private static SliceCut Ranges(string column, double?[] orders, Func<double, string> text)
    {
        double[] sorted = [.. orders.Where(static o => o is not null).Select(static o => o!.Value).Order()];
        double[] ends = [.. Enumerable.Range(1, Parts - 1).Select(part => sorted[(int)((long)sorted.Length * part / Parts)]).Distinct()];
        List<string> names = [$"{column} < {text(ends[0])}"];
        for (int i = 1; i < ends.Length; i++) names.Add($"{column} from {text(ends[i - 1])} to below {text(ends[i])}");
        names.Add($"{column} ≥ {text(ends[^1])}");
        names.Add($"{column} = {ValueText.Missing}");
        int missing = names.Count - 1;
        return new SliceCut(names, Array.ConvertAll(orders, order => order is { } there ? ends.Count(end => there >= end) : missing));
    }

    // Slices that are too small are no slices; where only one is left, nothing is cut.
    private SliceCut? Without(int least)
    {
        var sizes = new int[Names.Count];
        foreach (int code in Codes)
            if (code >= 0) sizes[code]++;
        int[] kept = [.. Enumerable.Range(0, sizes.Length).Where(i => sizes[i] >= least && sizes[i] < Codes.Length)];
        if (kept.Length == 0) return null;
        var places = new int[sizes.Length];
        Array.Fill(places, -1);
        for (int i = 0; i < kept.Length; i++) places[kept[i]] = i;
        return new SliceCut([.. kept.Select(i => Names[i])], Array.ConvertAll(Codes, code => code < 0 ? -1 : places[code]));
    }
}
