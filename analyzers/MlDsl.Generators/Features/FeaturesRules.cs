using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Features;

/// <summary>What can be wrong with feature methods.</summary>
internal static class FeaturesRules
{
    public static readonly DiagnosticDescriptor Signature = new(
        "MLD0201", "A feature is a public static method", "'{0}' {1}",
        "Features", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Features", "MLD0201"));

    public static readonly DiagnosticDescriptor ParameterType = new(
        "MLD0202", "A feature parameter does not take the column's type", "'{0}' takes '{1}' as '{2}', but '{3}' is of type '{4}'",
        "Features", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Features", "MLD0202"));

    public static readonly DiagnosticDescriptor UnknownParameter = new(
        "MLD0203", "A feature parameter names no column or feature", "'{0}' of '{1}' names no column and no feature of '{2}'; {3}",
        "Features", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Features", "MLD0203"));

    public static readonly DiagnosticDescriptor Circle = new(
        "MLD0204", "Features depend on each other in a circle", "Features depend on each other in a circle: {0}",
        "Features", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Features", "MLD0204"));

    public static readonly DiagnosticDescriptor UsesLabel = new(
        "MLD0205", "A feature uses the label", "'{0}' uses '{1}', {2}, which no prediction can know; remove the parameter",
        "Features", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Features", "MLD0205"));

    public static readonly DiagnosticDescriptor UsesAfterOutcome = new(
        "MLD0206", "A feature uses a column that is known too late", "'{0}' uses '{1}', which is known only after the outcome; remove the parameter",
        "Features", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Features", "MLD0206"));

    public static readonly DiagnosticDescriptor Impure = new(
        "MLD0207", "A feature is not pure", "'{0}' depends on {1}, which differs between training and serving; {2}",
        "Features", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Pages.Of("Features", "MLD0207"));

    public static readonly DiagnosticDescriptor Version = new(
        "MLD0310", "A feature's version says nothing", "'{0}' {1}",
        "Features", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Features", "MLD0310"));

    public static readonly DiagnosticDescriptor SameName = new(
        "MLD0208", "Two features have one name", "'{0}' is also a feature of '{1}', and both belong to '{2}'; rename one",
        "Features", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Features", "MLD0208"));

    public static readonly DiagnosticDescriptor Unseen = new(
        "MLD0209", "A member is no feature", "'{0}' is {1}, which is no feature; {2}",
        "Features", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Features", "MLD0209"));
}
