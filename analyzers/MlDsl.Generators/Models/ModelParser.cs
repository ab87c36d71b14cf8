using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.Models;

/// <summary>Reads a model's declaration.</summary>
internal static class ModelParser
{
    /// <summary>The spec of <paramref name="type"/>, or null when it cannot be; <paramref name="report"/> takes every reason.</summary>
    public static ModelSpec? Parse(INamedTypeSymbol type, Action<Diagnostic>? report, CancellationToken cancellation)
    {
        if (type.Find(Names.Model) is not { AttributeClass.TypeArguments: [INamedTypeSymbol row, INamedTypeSymbol task] } attribute) return null;
        if (TaskOf(task) is not { } kind) return null;
        var problems = new ProblemCounter(report);
        if (Obstacle(type) is { } obstacle) problems.Report(Diagnostic.Create(DatasetRules.CannotExtend, type.Place(), type.Name, obstacle));
        if (row.Find(Names.Dataset) is null && row.Find(Names.DatasetOf) is null)
        {
            problems.Report(Diagnostic.Create(DatasetRules.CannotExtend, type.Place(), row.Name, "must be marked [Dataset]"));
            return null;
        }

        var trainers = Trainers.Of(type);
        CheckTrainers(type, trainers, kind, problems, cancellation);
        // A data set that does not parse says so itself; one of another assembly has parsed already.
        DatasetSpec? dataset = row.DeclaringSyntaxReferences.Length > 0 ? DatasetParser.Parse(row, null, cancellation) : null;
        if (dataset is null && row.DeclaringSyntaxReferences.Length > 0) return null;
        string label = CheckLabel(type, row, dataset, kind, problems);
        if (problems.Any) return null;

        return new ModelSpec
        {
            Type = TypeDeclaration.Of(type),
            Name = attribute.Named<string?>("Name", null) ?? type.Name,
            Version = attribute.Named("Version", "1"),
            Row = row.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            Task = kind,
            Label = label,
            Trainer = trainers.Count > 0 ? Trainers.NameOf(trainers[0]) : Trainers.Default(kind),
            Options = (trainers.Count > 0 ? Trainers.Options(trainers[0]) : []).ToEquatable(),
        };
    }

    private static TaskKind? TaskOf(INamedTypeSymbol task) => task.MetadataName() switch
    {
        Names.Regression => TaskKind.Regression,
        Names.BinaryClassification => TaskKind.BinaryClassification,
        Names.MulticlassClassification => TaskKind.MulticlassClassification,
        _ => null,
    };

    private static string? Obstacle(INamedTypeSymbol type)
    {
        if (TypeDeclaration.Obstacle(type) is { } obstacle) return obstacle;
        if (type.IsStatic) return "must not be static";
        if (type.IsAbstract) return "must not be abstract";
        if (type.IsRecord) return "must be a class, not a record,";
        if (type.BaseType is { SpecialType: not SpecialType.System_Object } parent && !parent.MetadataName().StartsWith("MlDsl.Training.", StringComparison.Ordinal))
            return "must not have a base class";
        if (type.InstanceConstructors.Any(static c => !c.IsImplicitlyDeclared && !c.IsGenerated())) return "must not have a constructor, so that an instance is always fitted,";
        return null;
    }

    private static void CheckTrainers(
        INamedTypeSymbol type, IReadOnlyList<AttributeData> trainers, TaskKind task, ProblemCounter problems, CancellationToken cancellation)
    {
        if (trainers.Count > 1)
            problems.Report(Diagnostic.Create(
                DatasetRules.OptionRefused, trainers[1].Place(type, cancellation), type.Name,
                $"[{Trainers.NameOf(trainers[0])}] and [{Trainers.NameOf(trainers[1])}] cannot both train it"));
        foreach (AttributeData trainer in trainers)
        {
            if (!Trainers.Serves(trainer, task))
                problems.Report(Diagnostic.Create(ModelRules.WrongTrainer, trainer.Place(type, cancellation), Trainers.NameOf(trainer), task, Trainers.For(task)));
            if (Trainers.Problem(trainer) is var (name, value, must))
                problems.Report(Diagnostic.Create(ModelRules.OptionOutOfRange, trainer.Place(type, cancellation), Trainers.NameOf(trainer), name, value, must));
        }
    }

    // The label's type where the task names classes; a label that the task cannot use is a problem.
    private static string CheckLabel(INamedTypeSymbol type, INamedTypeSymbol row, DatasetSpec? dataset, TaskKind task, ProblemCounter problems)
    {
        var (label, positive) = dataset is not null
            ? (dataset.With(ColumnRole.Label)?.Type, dataset.With(ColumnRole.Label)?.Positive)
            : Declared(row);
        if (label is null)
        {
            problems.Report(Diagnostic.Create(DatasetRules.Labels, type.Place(), $"'{row.Name}' has no label for '{type.Name}' to learn; mark one property [Label]"));
            return "";
        }
        string? wanted = task switch
        {
            TaskKind.Regression when !label.IsNumber => "a number",
            TaskKind.BinaryClassification when label.Kind != ValueKind.Flag && positive is null => "bool, or one with [Label(Positive = …)]",
            TaskKind.MulticlassClassification when label.Kind is not (ValueKind.Text or ValueKind.Enumeration or ValueKind.Integer) => "an enum, a string or an integer",
            _ => null,
        };
        if (wanted is not null)
            problems.Report(Diagnostic.Create(DatasetRules.Labels, type.Place(), $"'{type.Name}' is for {task}, whose label must be {wanted}; that of '{row.Name}' is '{label.DisplayName}'"));
        if (task == TaskKind.MulticlassClassification && dataset?.Columns.FirstOrDefault(static c => c.Kind is { UsesTarget: true }) is { } encoded)
            problems.Report(Diagnostic.Create(
                DatasetRules.OptionRefused, type.Place(), encoded.Member, $"Encoding.Target has no mean target under {task}; choose another encoding"));
        return label.Name;
    }

    private static (ColumnType? Type, string? Positive) Declared(INamedTypeSymbol row)
    {
        IPropertySymbol? label = ColumnReader.Candidates(row).FirstOrDefault(static p => p.Find(Names.Label) is not null);
        return (label is null ? null : ColumnType.Of(label.Type), label?.Find(Names.Label)?.Named<string?>("Positive", null));
    }
}
