using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Features;
using MlDsl.Generators.Windows;

namespace MlDsl.Generators.Models;

/// <summary>Holds what columns ask of a trainer against what its attribute says that it knows.</summary>
internal static class TraitChecks
{
    private const int Missing = 1, Categories = 2, Monotone = 4;

    /// <summary>Reports the columns of <paramref name="row"/> and of its features that <paramref name="trainer"/> does not know.</summary>
    public static void Check(INamedTypeSymbol type, INamedTypeSymbol row, INamedTypeSymbol trainer, ProblemCounter problems, CancellationToken cancellation)
    {
        int traits = Trainers.TraitsOf(trainer);
        string name = Trainers.NameOf(trainer);
        foreach (ISymbol member in ColumnReader.Candidates(row).Cast<ISymbol>().Concat(FeatureClasses.Of(row, cancellation).SelectMany(FeaturesParser.Candidates)))
        {
            if (Problem(member, traits, name) is { } problem)
                problems.Report(Diagnostic.Create(ColumnRules.OptionRefused, type.Place(), type.Name, $"'{member.Name}' {problem}, or a trainer that does, such as [LightGbm]"));
        }
    }

    private static string? Problem(ISymbol member, int traits, string trainer)
    {
        if ((traits & Missing) == 0 && member.GetAttributes().Any(static a => WindowParser.IsWindow(a) && a.NamedMember("Impute", "Keep") == "Keep"))
            return $"has windows over time that keep missing values (Impute.Keep), which [{trainer}] does not know; choose another Impute there";
        AttributeData? numeric = member.Find(Names.Numeric);
        if ((traits & Missing) == 0 && numeric?.NamedMember("Impute", "None") == "Keep") return $"keeps missing values (Impute.Keep), which [{trainer}] does not know; choose another Impute";
        if ((traits & Monotone) == 0 && numeric?.NamedMember("Monotone", "None") is "Increasing" or "Decreasing") return $"is declared Monotone, which [{trainer}] does not heed; leave it out";
        return (traits & Categories) == 0 && member.Find(Names.Categorical)?.NamedMember("Encoding", "OneHot") == "Native"
            ? $"gives categories as such (CategoricalEncoding.Native), which [{trainer}] does not know; choose another encoding"
            : null;
    }
}
