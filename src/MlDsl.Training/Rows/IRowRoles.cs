using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>What the columns of a row say beside its features. Generated code answers for typed rows, the schema for rows by name.</summary>
internal interface IRowRoles<TRow>
{
    /// <summary>The columns and feature methods.</summary>
    DatasetSchema Schema { get; }

    /// <summary>The row's weight; 1 where no column has the role.</summary>
    float WeightOf(TRow row);

    /// <summary>The hash of the row's group; 0 where no column has the role.</summary>
    ulong GroupOf(TRow row);

    /// <summary>The row's event time in ticks; 0 where no column has the role.</summary>
    long EventTimeOf(TRow row);
}

/// <summary>Rows that features are learned from and written for.</summary>
internal interface IFeatureRows<TRow, TInput> : IRowRoles<TRow> where TInput : struct
{
    /// <summary>What of <paramref name="row"/> is known when a prediction is asked for.</summary>
    TInput InputOf(TRow row);

    /// <summary>What is profiled of a row: columns of its input.</summary>
    ProfiledColumn[] Profiled { get; }

    /// <summary>Hands on the values of an input's columns, which are numbered like <see cref="DatasetSchema.Inputs"/>.</summary>
    /// <exception cref="NotSupportedException">The row's code is of a version that does not show them.</exception>
    void Visit<TVisitor>(in TInput input, ref TVisitor visitor) where TVisitor : struct, IValueVisitor;

    /// <summary>A learner that has seen nothing.</summary>
    IFeatureLearner<TInput> NewLearner();

    /// <summary>Writes the features of <paramref name="input"/>.</summary>
    void Write(in TInput input, IFeatureMap<TInput> map, ref RowSink sink);
}

/// <summary>The rows of a type that the generator wrote the code of. Costs nothing: every call is the type's own.</summary>
internal readonly struct GeneratedRows<TRow, TInput> : IFeatureRows<TRow, TInput>
    where TRow : IFeatureRow<TRow, TInput>
    where TInput : struct
{
    public DatasetSchema Schema => TRow.Schema;

    public float WeightOf(TRow row) => TRow.WeightOf(row);

    public ulong GroupOf(TRow row) => TRow.GroupOf(row);

    public long EventTimeOf(TRow row) => TRow.EventTimeOf(row);

    public TInput InputOf(TRow row) => TRow.InputOf(row);

    public ProfiledColumn[] Profiled => ProfiledColumn.AllOf(TRow.Schema.Inputs);

    public void Visit<TVisitor>(in TInput input, ref TVisitor visitor) where TVisitor : struct, IValueVisitor => TRow.VisitInput(in input, ref visitor);

    public IFeatureLearner<TInput> NewLearner() => TRow.NewLearner();

    public void Write(in TInput input, IFeatureMap<TInput> map, ref RowSink sink) => TRow.WriteFeatures(in input, map, ref sink);
}
