using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Training;
using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool.Proposing;

/// <summary>
/// Proposes rules that all rows which were looked at keep, and later ones of their kind may be expected to. A value is written only where as many rows have it as a profile asks for
/// (<see cref="ProfileOptions.LeastRows"/>), and none of a column marked <c>[Sensitive]</c>.
/// </summary>
/// <param name="rows">How many rows were looked at.</param>
/// <param name="now">The time, for the age of the newest row.</param>
internal sealed class ContractDrafter(int rows, DateTime now)
{
    private const int MostValues = 40, RowsForValue = 20, TextsForForm = 30, RowsForForm = 300;
    private static readonly int Least = ProfileOptions.Default.LeastRows;
    private static readonly TimeSpan OldestFresh = TimeSpan.FromDays(60);

    /// <summary>The rules of a member.</summary>
    public IReadOnlyList<ProposedRule> Of(ContractMember member)
    {
        var proposed = new List<ProposedRule>();
        ColumnFacts column = member.Facts;
        if (column.Present > 0 && member.IsRead && !member.IsSensitive && !column.IsConstant)
        {
            if (OnValues(member) is { } rule && !member.Has.Contains("Range") && !member.Has.Contains("Values") && !member.Has.Contains("Pattern")) proposed.Add(rule);
            if (IsNamed(member) && !member.Has.Contains("Unique")) proposed.Add(new("Unique", string.Create(CultureInfo.InvariantCulture, $"no two of {rows:N0} rows have the same")));
            if (member.Role == "EventTime" && !member.Has.Contains("Fresh") && Fresh(column) is { } fresh) proposed.Add(fresh);
        }
        if (member.IsNullable && !member.Has.Contains("NotNull")) proposed.Add(NotNull(column));
        return proposed;
    }

    private ProposedRule? OnValues(ContractMember member) => member.Role is "Id" or "Group" or "Weight" ? member.Kind == MemberKind.Text && member.Role == "Id" ? Pattern(member) : null : member.Kind switch
    {
        MemberKind.Text => Values(member) ?? Pattern(member),
        MemberKind.Whole => (member.IsCategorical ? Values(member) : null) ?? Range(member),
        MemberKind.Number => Range(member),
        MemberKind.Time => Since(member),
        _ => null,
    };

    // What names rows, and texts that do: numbers of their own may be an amount.
    private static bool IsNamed(ContractMember member) => member.Facts.IsUnique && (member.Role == "Id" || member.Role.Length == 0 && member.Kind == MemberKind.Text && member.Facts.Kind == ValueKind.Key) && member.Facts.Present >= Least;

    private ProposedRule? Values(ContractMember member)
    {
        ColumnFacts column = member.Facts;
        if (member.IsListed || column.Distinct is < 2 or > MostValues || column.Distinct * RowsForValue > column.Present) return null;
        int rarest = column.Counts.Values.Min();
        if (rarest < Least) return null;
        IEnumerable<string> values = member.Kind == MemberKind.Whole
            ? column.Counts.Keys.Select(static text => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)).Distinct().Order().Select(static value => value.ToString(CultureInfo.InvariantCulture))
            : column.Counts.Keys.Order(StringComparer.Ordinal).Select(static text => SymbolDisplay.FormatLiteral(text, quote: true));
        return new($"Values({string.Join(", ", values)})", string.Create(CultureInfo.InvariantCulture, $"{column.Distinct} values, the rarest of them in {rarest:N0} of {rows:N0} rows"));
    }

    private static ProposedRule? Pattern(ContractMember member)
    {
        ColumnFacts column = member.Facts;
        if (column.Distinct < TextsForForm || column.Present < RowsForForm || TextForm.Of(column.Counts.Keys) is not { } form) return null;
        return new($"Pattern({SymbolDisplay.FormatLiteral(form, quote: true)})", string.Create(CultureInfo.InvariantCulture, $"{column.Present:N0} texts of one form"));
    }

    private static ProposedRule? Range(ContractMember member)
    {
        ColumnFacts column = member.Facts;
        double[] sorted = [.. column.Values.Where(static value => !double.IsNaN(value)).Order()];
        bool isWhole = member.Kind == MemberKind.Whole;
        if (NumberBounds.Of(sorted, Least, isWhole, member.Type.TrimEnd('?') is "float" or "Half") is not var (low, high)) return null;
        if (isWhole && Ends(member.Type.TrimEnd('?')) is var (least, greatest)) (low, high) = (Math.Max(low, least), Math.Min(high, greatest));
        if (member.Type.TrimEnd('?') == "Half" && Math.Max(Math.Abs(low), Math.Abs(high)) > 65504) return null;
        return new(string.Create(CultureInfo.InvariantCulture, $"Range({low:R}, {high:R})"), Middle(sorted));
    }

    private static (double Least, double Greatest) Ends(string type) => type switch
    {
        "sbyte" => (sbyte.MinValue, sbyte.MaxValue),
        "byte" => (byte.MinValue, byte.MaxValue),
        "short" => (short.MinValue, short.MaxValue),
        "ushort" => (ushort.MinValue, ushort.MaxValue),
        "int" => (int.MinValue, int.MaxValue),
        "uint" => (uint.MinValue, uint.MaxValue),
        "ulong" => (0, 1e15),
        _ => (-1e16, 1e16),
    };

    private static string Middle(double[] sorted)
    {
        int beyond = sorted.Length / 100;
        string count = string.Create(CultureInfo.InvariantCulture, $"{sorted.Length:N0} values");
        // As many rows beyond either end as a value needs.
        return beyond < Least ? count : $"{count}, the middle 98 of 100 from about {NumberBounds.Rough(sorted[beyond])} to {NumberBounds.Rough(sorted[^(beyond + 1)])}";
    }

    // From the beginning of the first year on, or of its decade where few rows are of that year; how late rows may be, nobody knows.
    private static ProposedRule? Since(ContractMember member)
    {
        IGrouping<int, int> first = Rows(member.Facts).GroupBy(static row => row.Time.Year, static row => row.Rows).MinBy(static year => year.Key)!;
        int year = first.Sum() < Least ? first.Key - (first.Key % 10) : first.Key;
        return year <= 1 ? null : new(string.Create(CultureInfo.InvariantCulture, $"Range(\"{year:0000}-01-01\", \"\")"), string.Create(CultureInfo.InvariantCulture, $"{member.Facts.Present:N0} values"));
    }

    private ProposedRule? Fresh(ColumnFacts column)
    {
        DateTime[] times = [.. Times(column).Order()];
        TimeSpan age = now > times[^1] ? now - times[^1] : TimeSpan.Zero, gap = TimeSpan.Zero;
        for (int i = 1; i < times.Length; i++) if (times[i] - times[i - 1] > gap) gap = times[i] - times[i - 1];
        // What is long over is a history, which does not come fresh.
        if (age > OldestFresh) return null;
        TimeSpan due = 2 * (age > gap ? age : gap);
        string text = due < TimeSpan.FromDays(2) ? string.Create(CultureInfo.InvariantCulture, $"{(int)due.TotalHours + 1}h") : string.Create(CultureInfo.InvariantCulture, $"{(int)due.TotalDays + 1}d");
        return new($"Fresh(\"{text}\")", "twice the age of the newest row, or the longest time between two rows where that is more");
    }

    private ProposedRule NotNull(ColumnFacts column)
    {
        if (column.Missing == 0) return new("NotNull", string.Create(CultureInfo.InvariantCulture, $"a value in each of {rows:N0} rows"));
        string missing = column.Missing < Least ? $"fewer than {Least}" : column.Missing.ToString("N0", CultureInfo.InvariantCulture);
        return new("NotNull(Policy = Breach.Count)", string.Create(CultureInfo.InvariantCulture, $"missing in {missing} of {rows:N0} rows"));
    }

    private static IEnumerable<DateTime> Times(ColumnFacts column) => Rows(column).Select(static row => row.Time);

    private static IEnumerable<(DateTime Time, int Rows)> Rows(ColumnFacts column) => column.Counts.Select(pair => (Numbers.Time(pair.Key, column.Formats[0]), pair.Value)).Select(static row =>
        (row.Item1.Offset is { } offset ? new DateTime(Math.Max(0, row.Item1.Clock.Ticks - offset.Ticks)) : row.Item1.Clock, row.Value));
}
