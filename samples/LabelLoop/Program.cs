using LabelLoop;
using MlDsl;
using MlDsl.Labels;

string path = Directory.CreateTempSubdirectory("label-loop").FullName;
IReadOnlyList<(string Text, MessageKind Kind)> messages = Messages.Make(400);
File.WriteAllLines(Path.Combine(path, "messages.csv"), ["id,text", .. messages.Select(static (message, i) => $"{i},{message.Text}")]);

// What 'mldsl label init' makes.
LabelFolder folder = LabelFolder.Create(path, new LabelProject
{
    Name = "messages",
    Task = LabelTask.Choice,
    Question = "What does the customer want to say?",
    Classes = [.. Enum.GetNames<MessageKind>().Select(static name => new LabelClass(name, char.ToLowerInvariant(name[0])))],
    ItemFile = "messages.csv",
    IdColumn = "id",
    Annotators = [.. Annotator.All.Select(static one => one.Name)],
    Redundancy = 3,
    Seed = 1,
});

// What people do in 'mldsl label start', or on the page that 'mldsl label page' writes.
var assignment = new LabelAssignment(folder);
var random = new Random(8);
var morning = new DateTimeOffset(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);
foreach (Annotator annotator in Annotator.All)
{
    LabelItem[] open = [.. assignment.Open(folder.Read(), annotator.Name)];
    folder.Append([.. open.Select((item, i) => new LabelEvent(LabelEventKind.Label, item.Id, annotator.Name, morning.AddSeconds(12 * i))
    {
        Id = $"{annotator.Name}-{i}",
        Values = [annotator.Say(messages[int.Parse(item.Id)].Kind, (double)i / open.Length, random).ToString()],
        Hash = item.Hash,
        Guidelines = folder.GuidelinesHash,
        Seconds = 4 + (i % 9),
    })]);
}

LabelState state = folder.Read();
LabelProgress progress = assignment.Progress(state);
Console.WriteLine($"{progress.Given} of {progress.Wanted} labels");
AgreementReport agreement = Agreement.Measure(state.ToRatings(folder.Project));
Console.WriteLine(agreement);

// Cleo's labels are worth less, which the estimate knows and a majority does not.
var estimate = new ConsensusOptions { Method = ConsensusMethod.DawidSkene, MinConfidence = 0.95 };
int majority = Right(Consensus.Of(folder, state)), likely = Right(Consensus.Of(folder, state, estimate with { MinConfidence = 0 }));
Console.WriteLine($"right by majority: {majority}, by estimate: {likely} of {messages.Count}");

// What nobody can be sure of is decided by somebody who knows: 'mldsl label adjudicate'.
ConsensusLabel[] doubtful = [.. Consensus.Of(folder, state, estimate).Labels.Where(static label => label.Value is null)];
folder.Append([.. doubtful.Select(label => new LabelEvent(LabelEventKind.Decision, label.Item, "lead", morning.AddDays(1)) { Values = [messages[int.Parse(label.Item)].Kind.ToString()] })]);
Consensus consensus = Consensus.Of(folder, folder.Read(), estimate);

// 'mldsl label export'
LabelExport export = LabelExport.Of(folder, consensus);
File.WriteAllText(Path.Combine(path, "labels.csv"), export.Text);
Split<Message> split = Dataset<Message>.FromCsv(Path.Combine(path, "labels.csv")).SplitRandom(validation: 0.2, test: 0.2, seed: 2);
MulticlassMetrics metrics = MessageModel.Fit(split.Train).Evaluate(split.Validation);

Console.WriteLine($"labels={progress.Given} drift={agreement.Drift.Count(static finding => finding.IsDrift)} majority={majority} estimate={likely} decided={doubtful.Length} right={Right(consensus)} rows={export.Rows} left_out={export.LeftOut} accuracy={metrics.MicroAccuracy.Value:0.00}");
Directory.Delete(path, recursive: true);

int Right(Consensus labels) => labels.Labels.Count(label => label.Value == messages[int.Parse(label.Item)].Kind.ToString());
