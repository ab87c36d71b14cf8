using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Columns;

/// <summary>The rules on a column or option by itself, whatever declares it.</summary>
internal static class ColumnRules
{
    public static readonly DiagnosticDescriptor KindRefusesType = new(
        "MLD0104", "The type does not fit the column", "'{0}' is of type '{1}', which {2} does not accept; it accepts {3}",
        "Declaration", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Datasets", "MLD0104"));

    public static readonly DiagnosticDescriptor OptionRefused = new(
        "MLD0107", "The options do not go together", "'{0}': {1}",
        "Declaration", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Datasets", "MLD0107"));
}
