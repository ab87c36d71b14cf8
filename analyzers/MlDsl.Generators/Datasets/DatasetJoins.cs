using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Joins;
using MlDsl.Generators.Windows;

namespace MlDsl.Generators.Datasets;

/// <summary>Reads the columns of a data set that come from others.</summary>
internal static class DatasetJoins
{
    /// <summary>How the nested classes begin that fill them.</summary>
    public const string Step = "JoinStep";

    /// <summary>The joins, in the order of declaration. What is wrong goes to <paramref name="problems"/>.</summary>
    public static List<JoinSpec> Read(
        INamedTypeSymbol type, List<ColumnSpec> columns, List<ColumnSpec> joined, Dictionary<string, IPropertySymbol> places, WindowsSpec? windows,
        ProblemCounter problems, CancellationToken cancellation)
    {
        string? frame = columns.Find(static c => c.Role == ColumnRole.EventTime) is { } time ? OtherReader.FrameOf(time.Type, windows?.Times.Zone) : null;
        var joins = new List<JoinSpec>();
        foreach (ColumnSpec column in joined)
        {
            cancellation.ThrowIfCancellationRequested();
            IPropertySymbol property = places[column.Member];
            if (new JoinParser(type, column, columns, property, JoinAttributes.Of(property)!, problems).Read(frame) is { } join) joins.Add(join);
        }
        foreach (ISymbol member in type.GetMembers())
            if (joined.Count > 0 && member.Name.StartsWith(Step, StringComparison.Ordinal) && !member.IsGenerated() && type.DeclaringSyntaxReferences.Length > 0)
                problems.Report(Diagnostic.Create(ColumnRules.OptionRefused, member.PlaceIn(type), member.Name, $"joins need the names that begin with '{Step}'; rename this member"));
        return joins;
    }

    /// <summary>The joined columns, which come behind those that a source holds.</summary>
    public static IEnumerable<ColumnSpec> Columns(List<JoinSpec> joins, List<ColumnSpec> joined) =>
        joins.Select(join => joined.First(c => c.Member == join.Member) with { Join = join.Canonical });

    /// <summary>What the code that is written for them uses of other data sets.</summary>
    public static IEnumerable<ISymbol> Used(List<JoinSpec> joins, Dictionary<string, IPropertySymbol> places)
    {
        foreach (JoinSpec join in joins)
        {
            INamedTypeSymbol other = JoinAttributes.OtherOf(JoinAttributes.Of(places[join.Member])!)!;
            yield return other;
            string?[] members = [join.Source.Member, join.Key?.Member, join.Other.Times?.Time.Member, join.Other.Times?.Arrived?.Member, join.Other.Times?.Id?.Member];
            foreach (IPropertySymbol property in ColumnReader.Candidates(other))
                if (Array.IndexOf(members, property.Name) >= 0) yield return property;
        }
    }
}
