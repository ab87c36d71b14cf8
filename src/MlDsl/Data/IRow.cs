namespace MlDsl;

/// <summary>A row of a data set. Implemented by generated code for a type marked <see cref="DatasetAttribute"/>.</summary>
/// <typeparam name="TRow">The row type itself.</typeparam>
public interface IRow<TRow> where TRow : IRow<TRow>
{
    /// <summary>The columns, in the order of declaration.</summary>
    static abstract DatasetSchema Schema { get; }

    /// <summary>Reads the row from a record whose fields are numbered like <see cref="DatasetSchema.Columns"/>.</summary>
    static abstract TRow Read(ref FieldReader fields);

    /// <summary>Feeds every column of <paramref name="row"/> to <paramref name="hash"/>: equal rows, equal hashes.</summary>
    static abstract void Hash(TRow row, ref RowHash hash);

    /// <summary>Hands <paramref name="check"/> the columns that a row made by code could have filled with what no file may hold.</summary>
    static virtual void Check(TRow row, RowCheck check)
    {
    }

    /// <summary>The rules that columns' values are held against; null for a row that has none.</summary>
    static virtual Contracts.DatasetContract? Contract => null;

    /// <summary>A row made by code as its contract lets it through: <paramref name="row"/> itself, or a copy where a value is another one.</summary>
    /// <exception cref="InvalidValueException">It is refused; the message names row, property and rule.</exception>
    static virtual TRow Hold(TRow row, RowCheck check) => row;

    /// <summary>The hash of the column that rule <paramref name="unique"/> of the contract's unique ones is on; 0 where the value is missing.</summary>
    static virtual ulong UniqueOf(TRow row, int unique) => 0;

    /// <summary>The row's weight; 1 where no column has the role.</summary>
    static virtual float WeightOf(TRow row) => 1f;

    /// <summary>The hash of the row's group; 0 where no column has the role.</summary>
    static virtual ulong GroupOf(TRow row) => 0;

    /// <summary>The columns that are known only up to the origin of a forecast, in the order of declaration.</summary>
    static virtual IReadOnlyList<PastCovariate> PastCovariates => [];

    /// <summary>The value of the column <paramref name="covariate"/> of <see cref="PastCovariates"/>; NaN where it is missing.</summary>
    static virtual float PastCovariateOf(TRow row, int covariate) => float.NaN;

    /// <summary>The hash of the row's user; 0 where no column has the role.</summary>
    static virtual ulong UserHashOf(TRow row) => 0;

    /// <summary>The row's event time in ticks (UTC for a <see cref="DateTimeOffset"/>); 0 where no column has the role.</summary>
    static virtual long EventTimeOf(TRow row) => 0;

    /// <summary>The hash of the row's class, for stratified splits; 0 where the label is a fractional number.</summary>
    static virtual ulong StratumOf(TRow row) => 0;

    /// <summary>The value of the sensitive column <paramref name="index"/> (of those in <see cref="DatasetSchema.Sensitive"/>) as text.</summary>
    static virtual string SensitiveOf(TRow row, int index) => "";

    /// <summary>How windows over time are filled; null for a row that has none.</summary>
    static virtual Windows.WindowPlan<TRow>? Windows => null;

    /// <summary>The row types of the data sets that columns come from, which a data set is joined with before it is read.</summary>
    static virtual IReadOnlyList<Type> Joined => [];

    /// <summary>Hands <paramref name="visitor"/> every column with what reads its value, in the order of <see cref="DatasetSchema.Columns"/>.</summary>
    /// <exception cref="NotSupportedException">The row's code is of a version that does not show its columns.</exception>
    static virtual void Visit<TVisitor>(ref TVisitor visitor) where TVisitor : struct, Columns.IColumnVisitor<TRow> =>
        throw new NotSupportedException($"The code of '{TRow.Schema.Name}' is of an earlier version, which does not show its columns; compile it with this one");
}

/// <summary>A row with windows over time, which a <see cref="History{TRow}"/> fills in serving.</summary>
/// <typeparam name="TRow">The row type itself.</typeparam>
public interface IWindowedRow<TRow> : IRow<TRow> where TRow : IWindowedRow<TRow>;

/// <summary>A row with columns that come from a data set of <typeparamref name="TOther"/>.</summary>
/// <typeparam name="TRow">The row type itself.</typeparam>
/// <typeparam name="TOther">The other data set's row type.</typeparam>
public interface IJoinedRow<TRow, TOther> : IRow<TRow> where TRow : IJoinedRow<TRow, TOther> where TOther : IRow<TOther>
{
    /// <summary>How those columns are filled.</summary>
    static abstract Joins.JoinPlan<TRow, TOther> Joins { get; }
}

/// <summary>A row with a label of type <typeparamref name="TLabel"/>: float for numbers, bool for two classes, the class itself for several, <see cref="NoLabel"/> where there is none.</summary>
public interface ILabeledRow<TRow, TLabel> : IRow<TRow> where TRow : ILabeledRow<TRow, TLabel>
{
    /// <summary>The label of <paramref name="row"/>.</summary>
    static abstract TLabel LabelOf(TRow row);

    /// <summary>The classes of a label with two of them that is no flag itself; null for every other.</summary>
    static virtual LabelClasses? Classes => null;

    /// <summary>The value of such a label as text, whichever it is.</summary>
    static virtual string ClassOf(TRow row) => "";
}

/// <summary>A row that gives features. <typeparamref name="TInput"/> is what of it is known when a prediction is asked for.</summary>
public interface IFeatureRow<TRow, TInput> : IRow<TRow> where TRow : IFeatureRow<TRow, TInput> where TInput : struct
{
    /// <summary>What of <paramref name="row"/> is known when a prediction is asked for.</summary>
    static abstract TInput InputOf(TRow row);

    /// <summary>Writes the features of <paramref name="input"/>: the only code that makes features, in training and in serving.</summary>
    static abstract void WriteFeatures<TSink>(in TInput input, IFeatureMap<TInput> map, ref TSink sink) where TSink : struct, IFeatureSink;

    /// <summary>A learner that has seen nothing.</summary>
    static abstract IFeatureLearner<TInput> NewLearner();

    /// <summary>The map of a plan that was read from a file.</summary>
    /// <exception cref="ModelFileException">The plan is none of this data set; the message names the column.</exception>
    static abstract IFeatureMap<TInput> MapOf(FeaturePlan plan);

    /// <summary>Reads what a file of the first format holds of the columns: an object with a property for each.</summary>
    /// <exception cref="ModelFileException">A property is missing or malformed; the message names it.</exception>
    static abstract IFeatureMap<TInput> ReadMap(System.Text.Json.JsonElement json);

    /// <summary><paramref name="input"/> with the column <paramref name="column"/> (of <see cref="DatasetSchema.Inputs"/>) of <paramref name="donor"/>.</summary>
    static abstract TInput WithColumn(in TInput input, in TInput donor, int column);

    /// <summary>Reads an input from the members of a row in JSON, which are numbered like <see cref="DatasetSchema.Inputs"/>.</summary>
    /// <exception cref="JsonRowException">A member is unknown, missing, there twice, or of a value that its column does not take; the message names row and column.</exception>
    /// <exception cref="NotSupportedException">The row's code is of a version that does not read JSON.</exception>
    static virtual TInput ReadJson(ref JsonFields fields) =>
        throw new NotSupportedException($"The code of '{TRow.Schema.Name}' is of an earlier version, which reads no JSON; compile it with this one");

    /// <summary>Reads an input from whatever holds the values of <see cref="DatasetSchema.Inputs"/>.</summary>
    /// <exception cref="InvalidValueException">A value is none of its column, or missing where it may not be; the message names the column.</exception>
    /// <exception cref="NotSupportedException">The row's code is of a version that reads no columns.</exception>
    static virtual TInput ReadInput<TReader>(ref TReader fields) where TReader : struct, Columns.IColumnReader =>
        throw new NotSupportedException($"The code of '{TRow.Schema.Name}' is of an earlier version, which reads no columns; compile it with this one");

    /// <summary>Hands <paramref name="visitor"/> the value of every column of <paramref name="input"/>, in the order of <see cref="DatasetSchema.Inputs"/>.</summary>
    /// <exception cref="NotSupportedException">The row's code is of a version that does not show its values.</exception>
    static virtual void VisitInput<TVisitor>(in TInput input, ref TVisitor visitor) where TVisitor : struct, Columns.IValueVisitor =>
        throw new NotSupportedException($"The code of '{TRow.Schema.Name}' is of an earlier version, which does not show its values; compile it with this one");

    /// <summary>Hands <paramref name="visitor"/> what feature methods compute of <paramref name="input"/>, in the order of <see cref="DatasetSchema.Features"/>; each is computed once.</summary>
    static virtual void VisitFeatures<TVisitor>(in TInput input, ref TVisitor visitor) where TVisitor : struct, Columns.IValueVisitor
    {
    }
}

/// <summary>Rows that are independent of each other: no group and no event time. They may be split at random.</summary>
public interface IIndependentRows;

/// <summary>Rows that have a group, in time or not. Rows carry it through <see cref="IGroupedRows"/> or <see cref="IGroupedTimedRows"/>.</summary>
public interface IRowsWithGroups;

/// <summary>Rows that have an event time, grouped or not. Rows carry it through <see cref="ITimedRows"/> or <see cref="IGroupedTimedRows"/>.</summary>
public interface IRowsInTime;

/// <summary>Rows that belong to groups. They are split by group.</summary>
public interface IGroupedRows : IRowsWithGroups;

/// <summary>Rows in time. They are split by time.</summary>
public interface ITimedRows : IRowsInTime;

/// <summary>Rows in time that belong to groups. They are split by time or by group.</summary>
public interface IGroupedTimedRows : IRowsWithGroups, IRowsInTime;

/// <summary>Rows that tell what users did with items. They are split by time, of all users together or of each.</summary>
public interface IInteractionRows;

/// <summary>The two classes that a label declares, as text.</summary>
/// <param name="Column">The label's column.</param>
/// <param name="Positive">The value that counts as positive.</param>
/// <param name="Negative">The other; null where it is the one other value that the training rows have.</param>
public sealed record LabelClasses(string Column, string Positive, string? Negative);
