using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Language;

/// <summary>What the C# of a project can lack.</summary>
internal static class LanguageRules
{
    public static readonly DiagnosticDescriptor TooOld = new(
        "MLD0110", "The project's C# is too old",
        "'{0}' is compiled as C# {1}, and what MlDsl writes needs C# {2}; set <LangVersion>{2}</LangVersion> in the project file, or take LangVersion out of it",
        "Declaration", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Language", "MLD0110"));
}
