using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Datasets;

/// <summary>What can be wrong with a data set's declaration.</summary>
internal static class DatasetRules
{
    public static readonly DiagnosticDescriptor NotInSample = new(
        "MLD0101", "A column is not in the sample file", "'{0}' reads the column '{1}', which the header of '{2}' does not have; {3}",
        "Declaration", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Datasets", "MLD0101"));

    public static readonly DiagnosticDescriptor SampleValue = new(
        "MLD0102", "A value of the sample file does not parse", "'{0}' is of type '{1}', but {2} of '{3}' has {4} in the column '{5}'",
        "Declaration", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Datasets", "MLD0102"));

    public static readonly DiagnosticDescriptor Labels = new(
        "MLD0103", "The label does not fit", "{0}",
        "Declaration", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Datasets", "MLD0103"));

    public static readonly DiagnosticDescriptor Roles = new(
        "MLD0105", "A column has one role", "'{0}' is {1} and {2}; a column has one role, so take one attribute away",
        "Declaration", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Datasets", "MLD0105"));

    public static readonly DiagnosticDescriptor CannotExtend = new(
        "MLD0106", "The type cannot be extended", "'{0}' {1} for MlDsl to write its code",
        "Declaration", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Datasets", "MLD0106"));

    public static readonly DiagnosticDescriptor NoSource = new(
        "MLD0108", "The existing type has no such member", "'{0}' has no readable public member '{1}' of a type that fits '{2}'; {3}",
        "Declaration", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Datasets", "MLD0108"));

    public static readonly DiagnosticDescriptor SameName = new(
        "MLD0109", "Two columns have one name", "'{0}' and '{1}' both read the column '{2}'",
        "Declaration", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Datasets", "MLD0109"));

    public static readonly DiagnosticDescriptor VectorLength = new(
        "MLD0112", "A vector says its length", "'{0}' {1}",
        "Declaration", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Datasets", "MLD0112"));

    public static readonly DiagnosticDescriptor OwnReader = new(
        "MLD0113", "A method that reads a column does not fit it", "'{0}' {1}",
        "Declaration", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Datasets", "MLD0113"));

    public static readonly DiagnosticDescriptor Identifier = new(
        "MLD1402", "An identifier is used among the features", "'{0}' is {1}",
        "Group", DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: Pages.OfRule("Group/EntityIdAmongFeatures"));

    public static readonly DiagnosticDescriptor AfterOutcome = new(
        "MLD1205", "A feature is not known at prediction time",
        "'{0}' is known only after the outcome and cannot be a feature; remove the feature kind, or Availability.AfterOutcome if it is known in time",
        "Target", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Datasets", "MLD1205"));
}
