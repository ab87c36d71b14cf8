using System.Security.Cryptography;
using System.Text;

namespace MlDsl.Labels;

/// <summary>
/// A folder in which people label: the project, its guidelines, and the labels as lines of JSON that tools only ever add to and people may edit. Several tools may use it at once.
/// </summary>
public sealed class LabelFolder
{
    /// <summary>The name of the project's file.</summary>
    public const string ProjectFile = "project.json";

    /// <summary>The name of the labels' file.</summary>
    public const string LabelsFile = "labels.jsonl";

    private readonly LabelFile file;

    private LabelFolder(string path, LabelProject project, LabelItems items, string guidelines, LabelDisk disk)
    {
        (Path, Project, Items, Guidelines) = (path, project, items, guidelines);
        GuidelinesHash = guidelines.Length == 0 ? null : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(guidelines)))[..12].ToLowerInvariant();
        file = new LabelFile(System.IO.Path.Combine(path, LabelsFile), project, disk);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>What is labelled, by whom and how.</summary>
    public LabelProject Project { get; }

    /// <summary>The items.</summary>
    public LabelItems Items { get; }

    /// <summary>The text of the guidelines, in Markdown; empty where there are none.</summary>
    public string Guidelines { get; }

    /// <summary>What tells this text of the guidelines from others; null where there are none.</summary>
    public string? GuidelinesHash { get; }

    /// <summary>Makes a folder with a project, an outline of its guidelines, and no labels.</summary>
    /// <param name="path">The folder, which may be there but has no project.</param>
    /// <param name="project">The project; the items' file is relative to the folder.</param>
    /// <exception cref="LabelException">There is a project, the project contradicts itself, or its items cannot be read.</exception>
    public static LabelFolder Create(string path, LabelProject project)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(project);
        string file = System.IO.Path.Combine(path, ProjectFile);
        LabelProject whole = (project with { Classes = LabelProject.WithKeys(project.Classes) }).Checked(file);
        if (File.Exists(file)) throw new LabelException($"'{file}' is there already; use the project, or another folder");
        LabelItemReader.Read(whole, path);
        try
        {
            Directory.CreateDirectory(path);
            using (var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write)) stream.Write(Encoding.UTF8.GetBytes(whole.ToJson()));
            string guidelines = System.IO.Path.Combine(path, whole.Guidelines);
            if (!File.Exists(guidelines)) File.WriteAllText(guidelines, Outline(whole));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LabelException($"'{path}' cannot be made a labelling folder: {problem.Message}", problem);
        }
        return Open(path);
    }

    /// <summary>Opens a folder.</summary>
    /// <exception cref="LabelException">It has no project, or the project or its items cannot be read.</exception>
    public static LabelFolder Open(string path) => Open(path, LabelDisk.Machine);

    internal static LabelFolder Open(string path, LabelDisk disk)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string file = System.IO.Path.Combine(path, ProjectFile);
        try
        {
            if (!File.Exists(file)) throw new LabelException($"'{path}' has no {ProjectFile}; 'mldsl label init' makes one");
            LabelProject project = LabelProject.Parse(File.ReadAllText(file), file);
            string guidelines = System.IO.Path.Combine(path, project.Guidelines);
            return new LabelFolder(path, project, LabelItemReader.Read(project, path), File.Exists(guidelines) ? File.ReadAllText(guidelines) : "", disk);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LabelException($"'{file}' cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>What stands of the labels now; other tools may have added some.</summary>
    /// <exception cref="LabelException">The labels' file cannot be read.</exception>
    public LabelState Read() => LabelState.Of(file.Read(), Items);

    /// <summary>Adds events to the labels' file, all or none, and flushes them to the disk.</summary>
    /// <exception cref="LabelException">The file cannot be written, or an event is none of this project: its label, its annotator, an empty name. What was there stays.</exception>
    public void Append(params LabelEvent[] events)
    {
        ArgumentNullException.ThrowIfNull(events);
        file.Append(events);
    }

    /// <summary>Adds the events of another file that are not there yet: those of a page, or of a folder of the same project elsewhere.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="LabelException">A file cannot be read or written.</exception>
    public LabelMerge Merge(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) throw new LabelException($"'{path}' does not exist; name a file that a page saved, or a labels.jsonl");
        LabelLines own = file.Read(), other = new LabelFile(path, Project, LabelDisk.Machine).Read();
        var known = new Dictionary<string, LabelEvent>(StringComparer.Ordinal);
        foreach (var (said, _) in own.Events)
            if (said.Id.Length > 0) known.TryAdd(said.Id, said);
        List<LabelEvent> anonymous = [.. own.Events.Where(static e => e.Event.Id.Length == 0).Select(static e => e.Event)], added = [];
        var problems = new List<LabelProblem>(other.Problems);
        int copies = 0;
        foreach (var (said, line) in other.Events)
        {
            if (said.Id.Length == 0 ? anonymous.Exists(one => LabelState.IsSame(one, said)) : known.TryGetValue(said.Id, out LabelEvent? there) && LabelState.IsSame(there, said))
            {
                copies++;
                continue;
            }
            if (said.Id.Length > 0 && !known.TryAdd(said.Id, said))
            {
                problems.Add(new LabelProblem(path, line, 1, $"the id '{Visible.Of(said.Id)}' is that of another event; give the line one of its own, or none"));
                continue;
            }
            if (Items.Find(said.Item) is null) problems.Add(new LabelProblem(path, line, 1, $"there is no item '{Visible.Of(said.Item)}'; the line is added, and counts for nothing"));
            added.Add(said);
        }
        file.Append(added);
        return new LabelMerge(added.Count, copies, problems);
    }

    private static string Outline(LabelProject project)
    {
        var text = new StringBuilder($"# {project.Name}\n\n{project.Question}\n");
        foreach (LabelClass one in project.Classes) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n## {one.Name}\n\n{one.Description}\n");
        return text.ToString();
    }
}

/// <summary>What a merge did.</summary>
/// <param name="Added">The number of events that were added.</param>
/// <param name="Copies">The number of those that were there.</param>
/// <param name="Problems">What is wrong with lines of the other file; where it does not say so, they were not added.</param>
public sealed record LabelMerge(int Added, int Copies, IReadOnlyList<LabelProblem> Problems);
