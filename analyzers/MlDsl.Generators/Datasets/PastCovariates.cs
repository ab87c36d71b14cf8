using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;

namespace MlDsl.Generators.Datasets;

/// <summary>Reads which columns are known only up to the origin of a forecast.</summary>
internal static class PastCovariates
{
    private const string Name = "[PastCovariate]";
    private const int MostLags = 1000;

    /// <summary>How far behind a step the column is looked at, 0 where its season says it.</summary>
    /// <param name="attribute">What marks it.</param>
    /// <param name="type">The type of its values.</param>
    /// <param name="role">Its role.</param>
    /// <param name="other">What else the property says to be that is known with its row, with brackets; null for nothing.</param>
    /// <param name="context">Whom to tell what is wrong.</param>
    public static int Read(AttributeData attribute, ColumnType type, ColumnRole role, string? other, ColumnContext context)
    {
        if (Refuses(type, context)) return 0;
        if (role != ColumnRole.None) context.RefuseRoles($"[{role}]", $"a column that forecasts see up to their origin, {Name}");
        else if (other is not null) context.RefuseRoles(other, $"a column that forecasts see up to their origin, {Name}");
        int lags = attribute.Named("Lags", 0);
        if (lags is < 0 or > MostLags) context.Refuse($"Lags is {lags}; it must be from 1 to {MostLags}, or 0 for a season");
        return lags;
    }

    /// <summary>Says that values of the type are neither numbers nor flags.</summary>
    public static bool Refuses(ColumnType type, ColumnContext context)
    {
        if (type.IsNumber || type.Kind == ValueKind.Flag) return false;
        context.RefuseType(type.DisplayName, Name, "numbers and bool; make a number of it where rows are made");
        return true;
    }

    /// <summary>Says where no column tells which rows are of the past.</summary>
    public static void Check(INamedTypeSymbol type, List<ColumnSpec> columns, Dictionary<string, IPropertySymbol> places, ProblemCounter problems)
    {
        if (columns.Exists(static c => c.Role == ColumnRole.EventTime) || columns.Find(static c => c.PastLags is not null) is not { } column) return;
        problems.Report(Diagnostic.Create(
            ColumnRules.OptionRefused, places[column.Member].PlaceIn(type), column.Member, $"{Name} is of series, and '{type.Name}' has no event time that orders them; mark the column that says when a row happened [EventTime]"));
    }
}
