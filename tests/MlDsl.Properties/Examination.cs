using MlDsl.Onnx.Suite;

namespace MlDsl.Properties;

/// <summary>One made-up model on all routes.</summary>
/// <param name="made">The model.</param>
internal abstract class Examination(IMadeModel made)
{
    // Of one kind the first few tell it.
    private const int MostLines = 5;

    private readonly List<string> lines = [];
    private int told;
    private OfficialModel? model;

    /// <summary>What differs, with what it takes to do it again.</summary>
    public IReadOnlyList<string> Lines => lines;

    public string Name => made.Name;

    /// <summary>The kind of model, as the table of what kinds can do calls it.</summary>
    public string Kind => made.Kind;

    /// <summary>Why the rows teach no model; null where they do.</summary>
    public string? NotFitted { get; protected set; }

    /// <summary>Whether the rows taught a model at all.</summary>
    public bool IsFitted { get; protected set; }

    /// <summary>Why the model has no export; null where it has one.</summary>
    public string? NotExported { get; protected set; }

    /// <summary>Why the export is not compiled; null where it is.</summary>
    public string? NotCompiled { get; private set; }

    /// <summary>Whether the file says the same: read by the names of columns, or of what no names are read by into a model again.</summary>
    public bool IsFileEqual { get; protected set; }

    public bool IsOnnxEqual { get; protected set; }

    public bool IsCompiledEqual { get; protected set; }

    public int Taken { get; protected set; }

    public int Refused { get; protected set; }

    /// <summary>Where the export lies, where there is one.</summary>
    public string? Path { get; protected set; }

    /// <summary>Whether ONNX's checker knows every operator of the export: it knows none of ONNX Runtime's own.</summary>
    public bool IsStandard { get; private set; }

    /// <summary>The export as a model of the suite.</summary>
    public OfficialModel Model => model ??= new(Name, Path!, []);

    /// <summary>Fits, and compares the file and the export on ONNX Runtime with the model.</summary>
    /// <param name="folder">Where exports go.</param>
    /// <param name="rows">How many rows are predicted.</param>
    public abstract void Run(string folder, int rows);

    /// <summary>What is compiled beside the export; null where nothing is, or the export is not compiled.</summary>
    public string? PlanExport()
    {
        var obstacles = PlannedModel.Of(Model).Plan.Obstacles;
        if (obstacles.Count > 0) NotCompiled = string.Join("; ", obstacles.Take(2));
        return NotCompiled is null ? Beside() : null;
    }

    /// <summary>Compares the compiled export.</summary>
    public void RunCompiled(GeneratedModel compiled)
    {
        if (NotCompiled is not null) return;
        if (compiled.Driver is null)
        {
            Say([$"compiled: {compiled.Problem}"]);
            return;
        }
        IsCompiledEqual = Compare(compiled);
    }

    /// <summary>The lines that have not been told.</summary>
    public IEnumerable<string> Untold()
    {
        for (; told < lines.Count; told++) yield return lines[told];
    }

    /// <summary>Lets go of the rows, of which there are many.</summary>
    public abstract void Forget();

    /// <summary>What is compiled beside an export that is compiled; null for nothing.</summary>
    protected virtual string? Beside() => null;

    /// <summary>Compares the compiled export.</summary>
    protected abstract bool Compare(GeneratedModel compiled);

    /// <summary>Writes the export to its file.</summary>
    protected void Keep(string folder, byte[] file)
    {
        IsStandard = !System.Text.Encoding.UTF8.GetString(file).Contains("com.microsoft", StringComparison.Ordinal);
        string path = System.IO.Path.Combine(folder, Name + ".onnx");
        File.WriteAllBytes(path, file);
        Path = path;
    }

    protected bool Guarded(string what, Action action)
    {
        int before = lines.Count;
        try
        {
            action();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            lines.Add(Again($"{what}: {e.GetType().Name}: {e.Message}\n{string.Join('\n', (e.StackTrace ?? "").Split('\n').Take(4))}"));
        }
        return lines.Count == before;
    }

    protected void Say(IEnumerable<string> differences)
    {
        int count = 0;
        foreach (string difference in differences)
            if (count++ < MostLines) lines.Add(Again(difference));
        if (count > MostLines) lines.Add(Again($"{count - MostLines} more"));
    }

    private string Again(string what) => $"{made.Again}: {what}";
}
