using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Models;

/// <summary>What can be wrong with a model's declaration.</summary>
internal static class ModelRules
{
    public static readonly DiagnosticDescriptor OptionOutOfRange = new(
        "MLD0301", "A trainer's option is out of range", "'{0}': {1} is {2}; it must be {3}",
        "Models", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Models", "MLD0301"));

    public static readonly DiagnosticDescriptor WrongTrainer = new(
        "MLD0302", "The trainer does not serve the task", "[{0}] does not serve {1}; use {2}",
        "Models", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Models", "MLD0302"));

    public static readonly DiagnosticDescriptor WrongStep = new(
        "MLD0303", "A calibration or intervals do not go with the task or the trainer", "[{0}] does not go with {1}, {2}",
        "Models", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Models", "MLD0303"));

    public static readonly DiagnosticDescriptor NoGroup = new(
        "MLD0308", "The task needs rows with a group",
        "'{0}' is for {1}, which compares the rows of a group, and '{2}' has none; mark the column that tells groups apart, such as the query, [Group]",
        "Models", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Models", "MLD0308"));

    public static readonly DiagnosticDescriptor NoInteractions = new(
        "MLD0315", "The task needs rows of users and items", "'{0}' is for {1}, and '{2}' does not tell {3}; {4}",
        "Models", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Models", "MLD0315"));

    public static readonly DiagnosticDescriptor UnknownOption = new(
        "MLD0311", "A trainer's attribute says what its options do not know", "'{0}' of [{1}] {2}",
        "Models", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Models", "MLD0311"));

    public static readonly DiagnosticDescriptor NoModel = new(
        "MLD0312", "What is said about training is on a class that is no model", "[{0}] says nothing on '{1}', {2}",
        "Models", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Models", "MLD0312"));

    public static readonly DiagnosticDescriptor UnknownRange = new(
        "MLD0340", "A range to search is of no option of the trainer", "'{0}' is no option of [{1}] that a search could choose; {2}",
        "Models", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Models", "MLD0340"));

    public static readonly DiagnosticDescriptor WrongRange = new(
        "MLD0341", "A range to search does not fit its option", "'{0}' {1}",
        "Models", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Models", "MLD0341"));

    public static readonly DiagnosticDescriptor RangeOutOfOption = new(
        "MLD0342", "A range to search leaves the option's own", "'{0}' would be {1}; it must be {2}",
        "Models", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages.Of("Models", "MLD0342"));
}
