namespace MlDsl.Generators;

/// <summary>The metadata names of the types in MlDsl.dll that the compile-time side knows.</summary>
internal static class Names
{
    public const string Dataset = "MlDsl.DatasetAttribute";
    public const string DatasetOf = "MlDsl.DatasetAttribute`1";
    public const string Features = "MlDsl.FeaturesAttribute`1";
    public const string Feature = "MlDsl.FeatureAttribute";
    public const string Model = "MlDsl.ModelAttribute`2";
    public const string Golden = "MlDsl.GoldenAttribute`1";
    public const string GatesOf = "MlDsl.GatesOfAttribute`1";
    public const string GateRows = "MlDsl.IGateRows`1";
    public const string Require = "MlDsl.RequireAttribute";

    public const string Column = "MlDsl.ColumnAttribute";
    public const string Label = "MlDsl.LabelAttribute";
    public const string Id = "MlDsl.IdAttribute";
    public const string Group = "MlDsl.GroupAttribute";
    public const string EventTime = "MlDsl.EventTimeAttribute";
    public const string Weight = "MlDsl.WeightAttribute";
    public const string Sensitive = "MlDsl.SensitiveAttribute";
    public const string Arrived = "MlDsl.ArrivedAttribute";
    public const string User = "MlDsl.UserAttribute";
    public const string Item = "MlDsl.ItemAttribute";
    public const string Event = "MlDsl.EventAttribute";

    public const string PastCovariate = "MlDsl.PastCovariateAttribute";

    public const string Reads = "MlDsl.ReadsAttribute";

    public const string Numeric = "MlDsl.NumericAttribute";
    public const string Categorical = "MlDsl.CategoricalAttribute";
    public const string Text = "MlDsl.TextAttribute";
    public const string DateParts = "MlDsl.DatePartsAttribute";

    public const string Lag = "MlDsl.LagAttribute";
    public const string Rolling = "MlDsl.RollingAttribute";
    public const string SinceLast = "MlDsl.SinceLastAttribute";

    public const string AsOf = "MlDsl.AsOfAttribute`1";
    public const string Lookup = "MlDsl.LookupAttribute`1";

    public const string Task = "MlDsl.TaskAttribute";
    public const string Trainer = "MlDsl.TrainerAttribute";
    public const string Calibrate = "MlDsl.CalibrateAttribute";
    public const string Intervals = "MlDsl.IntervalsAttribute";
    public const string Search = "MlDsl.SearchAttribute";
    public const string Series = "MlDsl.SeriesAttribute";

    /// <summary>Where generated code finds the words of MlDsl.</summary>
    public const string Root = "global::MlDsl";

    /// <summary>What generated code calls the label of a row that has none.</summary>
    public const string NoLabel = Root + ".NoLabel";

    /// <summary>Where generated code finds models, tasks and trainers.</summary>
    public const string Training = "global::MlDsl.Training";

    /// <summary>Where generated code finds the learned state of the column kinds.</summary>
    public const string Columns = "global::MlDsl.Columns";
}
