namespace MlDsl.Properties;

/// <summary>A made-up model: everything follows from the seed and its number.</summary>
internal interface IMadeModel
{
    /// <summary>What its export is called, and the namespace of its code: rows are <c>Row</c>, the model is <c>RowModel</c> and the bridge to it <c>RowBridge</c>.</summary>
    string Name { get; }

    /// <summary>The kind of model, as the table of what kinds can do calls it; of tasks that are not in it, the task.</summary>
    string Kind { get; }

    /// <summary>The command line that makes it again.</summary>
    string Again { get; }

    /// <summary>Its code as its user would write it, and the bridge to it.</summary>
    string Source { get; }

    /// <summary>What is asked of the compiled model.</summary>
    Examination Examine(object bridge);
}
