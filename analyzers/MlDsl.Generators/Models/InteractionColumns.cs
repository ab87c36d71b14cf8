using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.Models;

/// <summary>What a model that is asked about users and items wants of its rows.</summary>
internal static class InteractionColumns
{
    // A member of TrainerTraits.
    private const int Ratings = 32;

    /// <summary>The types of the ids of users and items; null where there are none. Tells of every column that is missing.</summary>
    public static (string User, string Item)? Check(INamedTypeSymbol type, INamedTypeSymbol row, DatasetSpec? dataset, DeclaredTask task, INamedTypeSymbol? trainer, ProblemCounter problems)
    {
        ColumnType? user = Of(Names.User, ColumnRole.User), item = Of(Names.Item, ColumnRole.Item), rating = Of(Names.Label, ColumnRole.Label);
        if (user is null || item is null)
            Missing("what users did with items", user is null && item is null ? "mark one property [User] and one [Item]" : user is null ? "mark one property [User]" : "mark one property [Item]");
        if (Of(Names.EventTime, ColumnRole.EventTime) is null) Missing("when it happened, by which its rows are split", "mark one property [EventTime]");
        if (trainer is not null && (Trainers.TraitsOf(trainer) & Ratings) != 0 && rating is not { IsNumber: true })
            Missing($"ratings, which [{Trainers.NameOf(trainer)}] learns", "mark a number [Label], or choose a trainer of events, such as [ImplicitAls]");
        if (Of(Names.Weight, ColumnRole.Weight) is not null)
            problems.Report(Diagnostic.Create(ColumnRules.OptionRefused, type.Place(), type.Name, $"'{row.Name}' has a [Weight], which {task.Name} does not heed; say by [Event] how strong a row is"));
        if (type.Find(Names.Search) is { } search)
            problems.Report(Diagnostic.Create(ColumnRules.OptionRefused, search.Place(type, default), type.Name, $"[Search] chooses options of models of rows, and {task.Name} has none; compare trainers by CrossValidate"));
        return user is null || item is null ? null : (user.Name, item.Name);

        ColumnType? Of(string attribute, ColumnRole role) => dataset is not null
            ? dataset.With(role)?.Type
            : ColumnReader.Candidates(row).FirstOrDefault(p => p.Find(attribute) is not null) is { } property ? ColumnType.Of(property.Type) : null;

        void Missing(string what, string wayOut) => problems.Report(Diagnostic.Create(ModelRules.NoInteractions, type.Place(), type.Name, task.Name, row.Name, what, wayOut));
    }
}
