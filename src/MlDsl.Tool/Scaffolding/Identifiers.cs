namespace MlDsl.Tool.Scaffolding;

/// <summary>Which columns only tell rows apart.</summary>
internal static class Identifiers
{
    private const int LeastRows = 10;

    /// <summary>Whether every row has a value of its own, and the values count up, stand first as texts or are called so.</summary>
    public static bool Is(ColumnFacts column)
    {
        if (!column.IsUnique || column.Kind is not (ValueKind.Integer or ValueKind.Key) || column.Present < LeastRows) return false;
        bool isFirst = column.Kind == ValueKind.Key ? column.Column.Position == 0 : Counts(column.Values);
        return isFirst || column.Column.Name is { } name && Words.OfIds.Any(word => Words.Has(name, word));
    }

    private static bool Counts(IReadOnlyList<double> values)
    {
        for (int i = 1; i < values.Count; i++)
            if (values[i] != values[i - 1] + 1) return false;
        return true;
    }
}
