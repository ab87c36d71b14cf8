using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Features;

namespace MlDsl.Generators.Models;

/// <summary>Reads a model's declaration.</summary>
internal static class ModelParser
{
    /// <summary>The spec of <paramref name="type"/>, or null when it cannot be; <paramref name="report"/> takes every reason.</summary>
    public static ModelSpec? Parse(INamedTypeSymbol type, Action<Diagnostic>? report, CancellationToken cancellation)
    {
        if (type.Find(Names.Model) is not { AttributeClass.TypeArguments: [{ TypeKind: not TypeKind.Error } data, INamedTypeSymbol task] } attribute) return null;
        if (task.TypeKind == TypeKind.Error) return null;
        var problems = new ProblemCounter(report);
        if (DeclaredTask.Of(task, type) is not { } kind)
        {
            problems.Report(Diagnostic.Create(
                ColumnRules.OptionRefused, type.Place(), type.Name, $"'{task.Name}' is no task: its type is not marked [Task]; choose Regression, BinaryClassification, MulticlassClassification or Ranking"));
            return null;
        }
        if (ModelObstacles.Of(type) is { } obstacle) problems.Report(Diagnostic.Create(DatasetRules.CannotExtend, type.Place(), Fix.Add(obstacle), type.Name, obstacle));
        if (data is not INamedTypeSymbol row || ModelObstacles.OfRow(row) is not null)
        {
            string reason = data is INamedTypeSymbol named ? ModelObstacles.OfRow(named)! : "must be a type marked [Dataset]";
            problems.Report(Diagnostic.Create(DatasetRules.CannotExtend, type.Place(), data.Name.Length > 0 ? data.Name : data.ToDisplayString(), reason));
            return null;
        }
        if (type.IsVisible() && !row.IsVisible())
            problems.Report(Diagnostic.Create(DatasetRules.CannotExtend, type.Place(), type.Name, $"must not be public while its data set '{row.Name}' is not,"));
        CheckNames(type, attribute, problems);

        var trainers = Trainers.Of(type);
        CheckTrainers(type, trainers, kind, problems, cancellation);
        INamedTypeSymbol? trainer = trainers.Count > 0 ? trainers[0].AttributeClass : kind.DefaultTrainer;
        HeldSteps.Check(type, kind, trainer, problems, cancellation);
        // A data set that does not parse says so itself; one of another assembly has parsed already.
        DatasetSpec? dataset = row.DeclaringSyntaxReferences.Length > 0 ? DatasetParser.Parse(row, null, cancellation) : null;
        if (dataset is null && row.DeclaringSyntaxReferences.Length > 0) return null;
        if (kind.IsOfInteractions) return Interactions(type, row, dataset, kind, attribute, trainers, trainer, problems);
        string label = CheckLabel(type, row, dataset, kind, problems);
        if (kind.NeedsGroup && !HasGroup(row, dataset)) problems.Report(Diagnostic.Create(ModelRules.NoGroup, type.Place(), type.Name, kind.Name, row.Name));
        if (kind.HasClasses && report is not null) CheckTargets(type, row, kind, problems, cancellation);
        if (trainer is not null && report is not null) TraitChecks.Check(type, row, trainer, problems, cancellation);
        if (trainer is not null) SearchRanges.Check(type, trainer, problems, cancellation);
        INamedTypeSymbol? options = trainer is null ? null : Trainers.OptionsOf(trainer);
        var declaration = TypeDeclaration.Of(type);
        string rowName = row.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        string? parent = kind.Base(declaration.Identifier, rowName, label);
        // What a task or a trainer of someone else's lacks is said where it is declared.
        if (problems.Any || options is null || parent is null || kind.Results(label) is not var (prediction, _)) return null;

        string optionsName = options.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        string[] given = trainers.Count > 0 ? [.. Trainers.Options(trainers[0])] : [];
        return new ModelSpec
        {
            Type = declaration with { Pragmas = Provoked.By([row]).ToEquatable() },
            Name = attribute.Named<string?>("Name", null) ?? type.Name,
            Version = attribute.Named("Version", "1"),
            Row = rowName,
            AllowsContribOperators = attribute.Named(ExportParser.ContribOperators, false),
            Task = kind.Name,
            Shape = kind.Shape,
            Target = kind.Target,
            Implementation = kind.Implementation(label),
            Prediction = prediction,
            Base = parent,
            Trainer = optionsName,
            Steps = HeldSteps.Of(type).Concat(SearchRanges.Space(type, trainer!, ModelSpec.Made(optionsName, given))).ToEquatable(),
            Options = given.ToEquatable(),
        };
    }

    private static ModelSpec? Interactions(
        INamedTypeSymbol type, INamedTypeSymbol row, DatasetSpec? dataset, DeclaredTask kind, AttributeData attribute, IReadOnlyList<AttributeData> trainers, INamedTypeSymbol? trainer, ProblemCounter problems)
    {
        var ids = InteractionColumns.Check(type, row, dataset, kind, trainer, problems);
        INamedTypeSymbol? options = trainer is null ? null : Trainers.OptionsOf(trainer);
        var declaration = TypeDeclaration.Of(type);
        string rowName = row.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        if (problems.Any || options is null || ids is not var (user, item) || kind.Base(declaration.Identifier, rowName, user, item) is not { } parent) return null;
        return new ModelSpec
        {
            Type = declaration with { Pragmas = Provoked.By([row]).ToEquatable() },
            Name = attribute.Named<string?>("Name", null) ?? type.Name,
            Version = attribute.Named("Version", "1"),
            Row = rowName,
            AllowsContribOperators = false,
            Task = kind.Name,
            Shape = kind.Shape,
            Target = kind.Target,
            Implementation = "",
            Prediction = "",
            Base = parent,
            Trainer = options.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            Steps = default,
            Options = (trainers.Count > 0 ? Trainers.Options(trainers[0]) : []).ToEquatable(),
        };
    }

    private static void CheckNames(INamedTypeSymbol type, AttributeData attribute, ProblemCounter problems)
    {
        foreach (string option in new[] { "Name", "Version" })
            if (attribute.Named<string?>(option, null) is { } text && string.IsNullOrWhiteSpace(text))
                problems.Report(Diagnostic.Create(ColumnRules.OptionRefused, type.Place(), type.Name, $"{option} is empty; leave it out for the default"));
    }

    private static void CheckTrainers(
        INamedTypeSymbol type, IReadOnlyList<AttributeData> trainers, DeclaredTask task, ProblemCounter problems, CancellationToken cancellation)
    {
        if (trainers.Count > 1)
            problems.Report(Diagnostic.Create(
                ColumnRules.OptionRefused, trainers[1].Place(type, cancellation), type.Name,
                $"[{Trainers.NameOf(trainers[0].AttributeClass!)}] and [{Trainers.NameOf(trainers[1].AttributeClass!)}] cannot both train it"));
        foreach (AttributeData trainer in trainers)
        {
            INamedTypeSymbol attribute = trainer.AttributeClass!;
            if (!Trainers.Serves(attribute, task))
                problems.Report(Diagnostic.Create(ModelRules.WrongTrainer, trainer.Place(type, cancellation), Trainers.NameOf(attribute), task.Name, Trainers.For(task, attribute)));
            if (Trainers.Problem(trainer) is var (name, value, must))
                problems.Report(Diagnostic.Create(ModelRules.OptionOutOfRange, trainer.Place(type, cancellation), Trainers.NameOf(attribute), name, value, must));
        }
    }

    // The label's type where the task names classes; a label that the task cannot use is a problem.
    private static string CheckLabel(INamedTypeSymbol type, INamedTypeSymbol row, DatasetSpec? dataset, DeclaredTask task, ProblemCounter problems)
    {
        var (label, positive) = dataset is not null
            ? (dataset.With(ColumnRole.Label)?.Type, dataset.With(ColumnRole.Label)?.Positive)
            : Declared(row);
        if (label is null)
        {
            problems.Report(Diagnostic.Create(DatasetRules.Labels, type.Place(), $"'{row.Name}' has no label for '{type.Name}' to learn; mark one property [Label]"));
            return "";
        }
        string? wanted = task.Wants(label, positive);
        if (wanted is not null)
            problems.Report(Diagnostic.Create(DatasetRules.Labels, type.Place(), $"'{type.Name}' is for {task.Name}, whose label must be {wanted}; that of '{row.Name}' is '{label.DisplayName}'"));
        return label.Name;
    }

    // What is generated compiles either way; so only the analyzer pays for the walk to the classes of features.
    private static void CheckTargets(INamedTypeSymbol type, INamedTypeSymbol row, DeclaredTask task, ProblemCounter problems, CancellationToken cancellation)
    {
        IEnumerable<ISymbol> members = ColumnReader.Candidates(row).Cast<ISymbol>().Concat(FeatureClasses.Of(row, cancellation).SelectMany(FeaturesParser.Candidates));
        foreach (ISymbol member in members)
        {
            if (member.Find(Names.Categorical)?.NamedMember("Encoding", "") == "Target")
                problems.Report(Diagnostic.Create(
                    ColumnRules.OptionRefused, type.Place(), type.Name,
                    $"'{member.Name}' has CategoricalEncoding.Target, and {task.Name} has no mean target; choose another encoding"));
        }
    }

    private static bool HasGroup(INamedTypeSymbol row, DatasetSpec? dataset) => dataset is not null
        ? dataset.With(ColumnRole.Group) is not null
        : row.AllInterfaces.Any(static i => i.ToDisplayString() == "MlDsl.IRowsWithGroups");

    private static (ColumnType? Type, string? Positive) Declared(INamedTypeSymbol row)
    {
        IPropertySymbol? label = ColumnReader.Candidates(row).FirstOrDefault(static p => p.Find(Names.Label) is not null);
        return (label is null ? null : ColumnType.Of(label.Type), label?.Find(Names.Label)?.Named<string?>("Positive", null));
    }
}
