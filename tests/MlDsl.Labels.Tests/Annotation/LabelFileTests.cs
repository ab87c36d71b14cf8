using System.Text;

namespace MlDsl.Labels.Tests;

/// <summary>The file of labels: cut off at any byte, edited by hand, written by several at once; nothing is lost, nothing gets another meaning.</summary>
public sealed class LabelFileTests
{
    [Fact]
    public void EventsComeBackAsTheyWere()
    {
        using var project = new LabelProjectFolder();
        LabelEvent said = new(LabelEventKind.Label, "1", "anna", new DateTimeOffset(2026, 5, 31, 14, 30, 0, 250, TimeSpan.Zero))
        {
            Id = "0123456789abcdef",
            Values = ["spam"],
            Note = "\"quoted\", é, </script>\u2028",
            Seconds = 2.5,
            Guidelines = "abc",
            Hash = project.Folder.Items.Find("1")!.Hash,
        };
        LabelEvent[] all = [said, LabelEvent.New(LabelEventKind.Unsure, "2", "ben") with { At = said.At }, LabelEvent.New(LabelEventKind.Decision, "3", "lead") with { At = said.At, Values = ["fine"] }];
        project.Folder.Append(all);
        LabelLines lines = LabelFile.Parse(File.ReadAllBytes(project.Labels), "labels.jsonl", project.Folder.Project);
        Assert.Empty(lines.Problems);
        Assert.True(lines.Events.Zip(all).All(static pair => LabelState.IsSame(pair.First.Event, pair.Second)));
        Assert.Equal([1, 2, 3], lines.Events.Select(static e => e.Line));
    }

    [Fact]
    public void AFileThatIsCutOffAtAnyByteKeepsItsWholeLines()
    {
        using var project = new LabelProjectFolder();
        for (int i = 1; i <= 4; i++) project.Say($"{i}", "anna", i % 2 == 0 ? "fine" : "spam");
        byte[] whole = File.ReadAllBytes(project.Labels);
        for (int length = 0; length <= whole.Length; length++)
        {
            byte[] part = whole[..length];
            LabelLines lines = LabelFile.Parse(part, "labels.jsonl", project.Folder.Project);
            int breaks = part.Count(static b => b == '\n');
            // A line whose break alone is missing is whole.
            bool isWhole = length == 0 || part[^1] is (byte)'\n' or (byte)'}';
            Assert.Equal(breaks + (isWhole && length > 0 && part[^1] == '}' ? 1 : 0), lines.Events.Count);
            Assert.Equal(isWhole ? 0 : 1, lines.Problems.Count);
            if (!isWhole) Assert.Contains(FormattableString.Invariant($"labels.jsonl({breaks + 1},"), lines.Problems[0].ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void WhatFollowsACutOffLineIsALineOfItsOwn()
    {
        using var project = new LabelProjectFolder();
        project.Say("1", "anna", "spam");
        byte[] whole = File.ReadAllBytes(project.Labels);
        foreach (int cut in (int[])[1, 10, 60, whole.Length - 1])
        {
            File.WriteAllBytes(project.Labels, whole[..cut]);
            project.Say("2", "anna", "fine");
            LabelState state = project.Folder.Read();
            Assert.Equal(1, state.Labels("2"));
            Assert.Equal(cut == whole.Length - 1 ? 0 : 1, state.Problems.Count);
            // What was there is there.
            Assert.Equal(whole[..cut], File.ReadAllBytes(project.Labels)[..cut]);
        }
    }

    [Theory]
    [InlineData("""{"event":"label","item":"1","by":"anna","label":"span"}""", "(1,49): 'span' is no class of the project; did you mean 'spam'?")]
    [InlineData("""{"event":"label","item":"1","by":"Anna","label":"spam"}""", "(1,34): 'Anna' is no annotator of the project; did you mean 'anna'?")]
    [InlineData("""{"event":"label","item":"1","by":"anna"}""", "'label' is missing")]
    [InlineData("""{"event":"label","item":"1","by":"anna","label":7}""", "(1,49): a label of the task 'choice' is a class in quotes")]
    [InlineData("""{"event":"label","item":"1","by":"anna","lable":"spam"}""", "(1,49): 'lable' is no member of a label; did you mean 'label'?")]
    [InlineData("""{"event":"label","item":"1","by":"anna","label":"spam","label":"fine"}""", "(1,64): 'label' is there twice; keep the one that is meant")]
    [InlineData("""{"event":"labels","item":"1","by":"anna","label":"spam"}""", "(1,10): 'labels' is no event")]
    [InlineData("""{"event":"skip","item":"1","by":"anna","label":"spam"}""", "a 'skip' has no label")]
    [InlineData("""{"event":"label","item":1,"by":"anna","label":"spam"}""", "'item' is no text in quotes")]
    [InlineData("""{"event":"label","item":"1","by":"","label":"spam"}""", "'by' is empty")]
    [InlineData("""{"event":"label","item":"1","by":"anna","label":"spam","at":"yesterday"}""", "'yesterday' is no time, such as 2026-05-31T14:30:00Z")]
    [InlineData("""{"event":"label","item":"1","by":"anna","label":"spam","seconds":-1}""", "'seconds' is no number from 0")]
    [InlineData("""{"event":"label","item":"1","by":"anna","label":"spam",}""", "the line is no JSON object")]
    [InlineData("""{"event":"label","item":"1","by":"anna","label":true}""", "'label' is neither a text nor a number")]
    [InlineData("""{"event":"label","item":"1","by":"anna","label":"spam"} {}""", "the line is no JSON object")]
    [InlineData("""["spam"]""", "the line is no JSON object")]
    [InlineData("""spam""", "(1,1): the line is cut off")]
    [InlineData("""{"event":"undo","item":"1","by":"anna"}""", "an 'undo' names in 'of' the id of what it takes back")]
    [InlineData("""{"event":"undo","item":"1","by":"anna","of":"nothing"}""", "no line before has the id 'nothing'")]
    [InlineData("""{"item":"1","by":"anna"}""", "'event' is missing")]
    [InlineData("""{"event":"label","item":"1","by":"anna","label":"\ud800"}""", "the text is not UTF-8")]
    public void AWrongLineIsNamedWithItsPlaceAndTheOthersCount(string line, string problem)
    {
        using var project = new LabelProjectFolder();
        File.WriteAllText(project.Labels, line + "\n");
        project.Say("2", "ben", "fine");
        LabelState state = project.Folder.Read();
        Assert.Contains(problem, Assert.Single(state.Problems).ToString(), StringComparison.Ordinal);
        Assert.Single(state.Standing);
        Assert.StartsWith(line, File.ReadAllText(project.Labels), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatNoLineMaySayIsNotWritten()
    {
        using var project = new LabelProjectFolder();
        LabelEvent right = LabelEvent.New(LabelEventKind.Label, "1", "anna") with { Values = ["spam"] };
        Refused(right with { By = "" }, "'by' is empty");
        Refused(right with { Item = "" }, "'item' is empty");
        Refused(right with { By = "dora" }, "'dora' is no annotator of the project");
        Refused(right with { Values = ["span"] }, "'span' is no class of the project; did you mean 'spam'?");
        Refused(right with { Values = [] }, "a label of the task 'choice' is one value, and there are 0");
        Refused(right with { Seconds = -1 }, "'seconds' is no number from 0");
        Refused(right with { Seconds = double.NaN }, "'seconds' is no number from 0");
        Refused(right with { Note = "\ud800" }, "cannot be written as UTF-8");
        Refused(right with { Kind = (LabelEventKind)9 }, "9 is no kind of event");
        Refused(LabelEvent.New(LabelEventKind.Decision, "1", "") with { Values = ["spam"] }, "'by' is empty");
        Refused(LabelEvent.New(LabelEventKind.Undo, "1", "anna"), "an 'undo' names in 'of' the id");
        Assert.False(File.Exists(project.Labels));
        using var numbers = new LabelProjectFolder(LabelProjectFolder.Choice with { Task = LabelTask.Number, Classes = [], Maximum = 5 });
        foreach (string wrong in (string[])["x", "NaN", "6"]) Assert.Throws<LabelException>(() => numbers.Folder.Append(right with { Values = [wrong] }));
        numbers.Folder.Append(right with { Values = ["2.5"] });
        Assert.Equal("2.5", Assert.Single(numbers.Folder.Read().Standing).Value);

        // With one that is right before it: all or none.
        void Refused(LabelEvent said, string problem) => Assert.Contains(problem, Assert.Throws<LabelException>(() => project.Folder.Append(right, said)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALineMayBeWrittenByHand()
    {
        using var project = new LabelProjectFolder();
        File.WriteAllText(project.Labels, "\uFEFF  {\"item\":\"1\", \"by\":\"anna\", \"label\":\"spam\"}  \r\n\r\n{\"event\":\"label\",\"item\":\"2\",\"by\":\"ben\",\"label\":\"fine\"}");
        LabelState state = project.Folder.Read();
        Assert.Empty(state.Problems);
        Assert.Equal(["1", "2"], state.Standing.Select(static said => said.Item));
    }

    [Fact]
    public void BytesThatAreNoUtf8AreNamed()
    {
        using var project = new LabelProjectFolder();
        File.WriteAllBytes(project.Labels, [.. Encoding.UTF8.GetBytes("""{"item":"1","by":"anna","label":"spam","note":"caf"""), 0xE9, .. "\"}\n"u8]);
        Assert.Contains("(1,", Assert.Single(project.Folder.Read().Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralToolsOnOneFolderLoseNothing()
    {
        using var project = new LabelProjectFolder(LabelProjectFolder.Choice with { Annotators = [] });
        const int Writers = 6, Each = 40;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            // A tool of its own.
            LabelFolder folder = LabelFolder.Open(project.Path);
            for (int i = 0; i < Each; i++)
            {
                folder.Append(LabelEvent.New(LabelEventKind.Label, "1", $"w{writer}-{i}") with { Values = ["spam"] });
                if (i % 10 == 0) folder.Read();
            }
        })));
        LabelState state = project.Folder.Read();
        Assert.Empty(state.Problems);
        Assert.Equal(Writers * Each, state.Labels("1"));
    }

    [Fact]
    public void AFileThatAnotherProgramHoldsIsNamed()
    {
        using var project = new LabelProjectFolder();
        project.Say("1", "anna", "spam");
        LabelFolder impatient = LabelFolder.Open(project.Path, new LabelDisk { Patience = TimeSpan.FromMilliseconds(30) });
        using (new FileStream(project.Labels, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Assert.Contains("labels.jsonl' cannot be written", Assert.Throws<LabelException>(() => impatient.Append(LabelEvent.New(LabelEventKind.Skip, "1", "anna"))).Message, StringComparison.Ordinal);
        impatient.Append(LabelEvent.New(LabelEventKind.Skip, "1", "anna"));
    }

    [Fact]
    public void ADiskThatFailsLeavesWhatWasThere()
    {
        using var project = new LabelProjectFolder();
        project.Say("1", "anna", "spam");
        byte[] before = File.ReadAllBytes(project.Labels);
        LabelFolder full = LabelFolder.Open(project.Path, new FullDisk());
        Assert.Contains("no space", Assert.Throws<LabelException>(() => full.Append(LabelEvent.New(LabelEventKind.Skip, "2", "anna"))).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(project.Labels));
    }

    private sealed class FullDisk : LabelDisk
    {
        public override Stream Append(string path) => new FullFile(path);
    }

    private sealed class FullFile(string path) : FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 0)
    {
        public override void Flush(bool flushToDisk) => throw new IOException("no space left on the disk");
    }
}
