using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool.Proposing;

/// <summary>
/// Finds pairs of members of which one is at most the other in every row, though it would often not be if rows were mixed: a minimum and a maximum, a part and a whole.
/// </summary>
internal static class RelationDrafter
{
    private const int LeastRows = 300, MostMembers = 60, MostRelations = 8;
    private const double LeastByChance = 0.05;

    // Times from here on have their ticks in a double for decades.
    private static readonly long Origin = new DateTime(2015, 1, 1).Ticks;

    /// <summary>The relations, those that chance would break most often first.</summary>
    /// <param name="members">The members of a record.</param>
    /// <param name="name">A name that the record does not have yet.</param>
    public static IReadOnlyList<RelationDraft> Of(IEnumerable<ContractMember> members, Func<string, string> name)
    {
        ContractMember[] numbers = [.. members.Where(IsCompared).Take(MostMembers)];
        double[][] values = [.. numbers.Select(Values)];
        var found = new List<(ContractMember Low, ContractMember High, int Rows, double ByChance)>();
        for (int i = 0; i < numbers.Length; i++)
        {
            for (int k = 0; k < numbers.Length; k++)
            {
                if (i == k || Family(numbers[i]) != Family(numbers[k]) || !Holds(values[i], values[k], out int rows) || rows < LeastRows) continue;
                // One is the other: no order.
                if (Holds(values[k], values[i], out _)) continue;
                double byChance = ByChance(values[i], values[k]);
                if (byChance >= LeastByChance) found.Add((numbers[i], numbers[k], rows, byChance));
            }
        }
        return [.. found.OrderByDescending(static one => one.ByChance).ThenBy(static one => one.Low.Facts.Column.Position).ThenBy(static one => one.High.Facts.Column.Position).Take(MostRelations)
            .Select(one => Relation(one.Low, one.High, one.Rows, one.ByChance, name))];
    }

    private static bool IsCompared(ContractMember member) =>
        member.Role is "" or "Label" && !member.IsCategorical && member.IsRead && !member.Facts.IsConstant && member.Facts.Present > 0 && member.Kind is MemberKind.Whole or MemberKind.Number or MemberKind.Time;

    // What C# compares without a cast.
    private static string Family(ContractMember member) => member.Kind == MemberKind.Time || member.Type.TrimEnd('?') is "decimal" or "Half" or "ulong" ? member.Type.TrimEnd('?') : "number";

    private static double[] Values(ContractMember member) => member.Kind != MemberKind.Time
        ? [.. member.Facts.Values]
        : [.. member.Facts.Column.Texts.Select(text => text is not null && Numbers.Time(text, member.Facts.Formats[0]) is var (clock, offset) ? (double)(clock.Ticks - (offset?.Ticks ?? 0)) : double.NaN)];

    private static bool Holds(double[] low, double[] high, out int rows)
    {
        rows = 0;
        for (int i = 0; i < low.Length; i++)
        {
            if (low[i] > high[i]) return false;
            // NaN is missing, of which nothing is said.
            if (low[i] <= high[i]) rows++;
        }
        return true;
    }

    // With values of another row each, always the same one.
    private static double ByChance(double[] low, double[] high)
    {
        long broken = 0, rows = 0;
        for (int i = 0; i < low.Length; i++)
        {
            double other = high[(int)(((7919L * i) + (low.Length / 2)) % high.Length)];
            if (low[i] > other) broken++;
            if (low[i] > other || low[i] <= other) rows++;
        }
        return rows == 0 ? 0 : (double)broken / rows;
    }

    private static RelationDraft Relation(ContractMember low, ContractMember high, int rows, double byChance, Func<string, string> name)
    {
        string first = Parameter(low.Name), second = Parameter(high.Name);
        string holds = low.IsNullable || high.IsNullable ? $"!({first} > {second})" : $"{first} <= {second}";
        return new(
            $"[Relation] private static bool {name($"{low.Name}IsAtMost{high.Name}")}({low.Type} {first}, {high.Type} {second}) => {holds};",
            string.Create(CultureInfo.InvariantCulture, $"in each of {rows:N0} rows; of rows that were mixed {100 * byChance:0} of 100 would break it"));
    }

    private static string Parameter(string member)
    {
        string name = char.ToLowerInvariant(member[0]) + member[1..];
        return SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
    }
}
