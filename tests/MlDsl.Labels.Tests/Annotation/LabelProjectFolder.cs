namespace MlDsl.Labels.Tests;

/// <summary>A labelling folder of one test.</summary>
internal sealed class LabelProjectFolder : IDisposable
{
    public const string Messages = "id,text\n1,win a prize\n2,\"hello, friend\"\n3,cheap pills\n4,see you\n";

    public LabelProjectFolder(LabelProject? project = null, string items = Messages)
    {
        File.WriteAllText(this[(project ?? Choice).ItemFile], items);
        Folder = LabelFolder.Create(Path, project ?? Choice);
    }

    public static LabelProject Choice { get; } = new()
    {
        Name = "messages",
        Task = LabelTask.Choice,
        Question = "What is it?",
        Classes = [new LabelClass("spam", 's', "unwanted"), new LabelClass("fine", '\0')],
        ItemFile = "messages.csv",
        IdColumn = "id",
        Show = ["text"],
        Annotators = ["anna", "ben", "cleo"],
        Redundancy = 2,
        Seed = 4,
    };

    public string Path { get; } = Directory.CreateTempSubdirectory("mldsl-labels").FullName;

    public LabelFolder Folder { get; }

    public string Labels => this[LabelFolder.LabelsFile];

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public LabelEvent Say(string item, string by, string label)
    {
        LabelEvent said = LabelEvent.New(LabelEventKind.Label, item, by) with { Values = [label], Hash = Folder.Items.Find(item)?.Hash };
        Folder.Append(said);
        return said;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
