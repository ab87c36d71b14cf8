namespace MlDsl.Labels.Tests;

/// <summary>Projects: what they say comes back, and what contradicts itself is named.</summary>
public sealed class LabelProjectTests
{
    private const string Whole = """{"format":1,"name":"m","task":"choice","classes":["spam","fine"],"items":{"file":"messages.csv","id":"id"},"annotators":["anna","ben"],"redundancy":2}""";

    [Fact]
    public void AProjectComesBackAsItWas()
    {
        using var project = new LabelProjectFolder();
        LabelProject read = LabelFolder.Open(project.Path).Project;
        Assert.Equal(project.Folder.Project.ToJson(), read.ToJson());
        Assert.Equal([('s', "spam"), ('f', "fine")], read.Classes.Select(static c => (c.Key, c.Name)));
        Assert.Contains("What is it?", project.Folder.Guidelines, StringComparison.Ordinal);
        Assert.Equal(12, project.Folder.GuidelinesHash!.Length);
        Assert.Contains("is there already", Assert.Throws<LabelException>(() => LabelFolder.Create(project.Path, LabelProjectFolder.Choice)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void KeysAreTheFirstFreeCharacters() =>
        Assert.Equal("sp1", string.Concat(LabelProject.Parse(Whole.Replace("\"fine\"", "\"spare\",\"s1\"", StringComparison.Ordinal)).Classes.Select(static c => c.Key)));

    [Fact]
    public void APreferenceHasItsClasses() =>
        Assert.Equal("120", string.Concat(LabelProject.Parse("""{"name":"p","task":"preference","items":{"file":"pairs.csv","show":["a","b"]}}""").Classes.Select(static c => c.Key)));

    [Theory]
    [InlineData("\"choice\"", "\"choise\"", "'task' is 'choise'; it is choice, multiple, number, preference, text")]
    [InlineData("\"redundancy\":2", "\"redundancy\":3", "there are 2 annotators, none of whom labels an item twice")]
    [InlineData("\"redundancy\":2", "\"redundancy\":0", "it is 1 to 1000")]
    [InlineData("\"redundancy\":2", "\"redundancy\":1.5", "it is a whole number")]
    [InlineData("\"redundancy\":2", "\"redundency\":2", "'redundency' is no member of a project; did you mean 'redundancy'?")]
    [InlineData("\"ben\"", "\"Anna \"", "'annotators' has 'anna' twice")]
    [InlineData("\"ben\"", "7", "'annotators' is 7; it is a text in quotes")]
    [InlineData("\"fine\"", "\"SPAM\"", "'classes' have 'spam' twice")]
    [InlineData("\"fine\"", "{\"name\":\"fine\",\"key\":\"?\"}", "the key '?', which means something else")]
    [InlineData("\"fine\"", "{\"name\":\"fine\",\"key\":\"s\"},{\"name\":\"f\",\"key\":\"s\"}", "have the key 's' twice")]
    [InlineData("\"fine\"", "{\"name\":\"fine\",\"key\":\"ab\"}", "'classes[1].key' is 'ab'; it is one character")]
    [InlineData(",\"fine\"", "", "are too few for the task 'choice'")]
    [InlineData("\"choice\"", "\"number\"", "belong to no task 'number'")]
    [InlineData("\"choice\"", "\"preference\"", "names less than two columns")]
    [InlineData("\"name\":\"m\",", "", "'name' is missing")]
    [InlineData("\"name\":\"m\",", "\"name\":\"m\",\"name\":\"n\",", "'name' is there twice")]
    [InlineData("\"format\":1", "\"format\":2", "this version reads 1")]
    [InlineData("\"format\":1", "\"minimum\":1", "belong to the task 'number'")]
    [InlineData("{\"format\"", "{\"format", "project.json(1,")]
    [InlineData("\"file\":\"messages.csv\"", "\"file\":\"\"", "'items.file' is empty")]
    public void WhatContradictsItselfIsNamed(string part, string other, string problem) =>
        Assert.Contains(problem, Assert.Throws<LabelException>(() => LabelProject.Parse(Whole.Replace(part, other, StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("id,text\n1,a\n1,b\n", "messages.csv(3): the id '1' is that of the item on line 2 as well")]
    [InlineData("id,text\n1,a\n,b\n", "messages.csv(3): 'id' is empty")]
    [InlineData("id,text\n1,a,b\n", "messages.csv(2): 3 fields, where the header names 2 columns")]
    [InlineData("id,txet\n1,a\n", "there is no column 'text', which 'items.show' names; did you mean 'txet'?")]
    [InlineData("nr,text\n1,a\n", "there is no column 'id'")]
    [InlineData("id,text,text\n", "two columns are called 'text'")]
    [InlineData("", "is empty; it has a header")]
    [InlineData("id,text\n1,\"a\"b\n", "messages.csv")]
    public void ItemsThatCannotBeToldApartAreNamed(string items, string problem) =>
        Assert.Contains(problem, Assert.Throws<LabelException>(() => new LabelProjectFolder(items: items)).Message, StringComparison.Ordinal);

    [Fact]
    public void ItemsMayBeLinesOfJson()
    {
        using var project = new LabelProjectFolder(LabelProjectFolder.Choice with { ItemFile = "m.jsonl", Show = ["text", "size"] }, "{\"id\":7,\"text\":\"a\\nb\",\"size\":null}\n\n{\"id\":\"x\",\"size\":2.50}\n");
        LabelItem first = project.Folder.Items.Items[0], second = project.Folder.Items.Items[1];
        Assert.Equal(("7", "a\nb", ""), (first.Id, first.Shown[0].Value, first.Shown[1].Value));
        Assert.Equal(("x", "", "2.50"), (second.Id, second.Shown[0].Value, second.Shown[1].Value));
        Assert.Contains("m.jsonl(2): no JSON", Assert.Throws<LabelException>(static () => new LabelProjectFolder(LabelProjectFolder.Choice with { ItemFile = "m.jsonl" }, "{\"id\":1,\"text\":\"a\"}\n{\"id\":")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAnIdItemsAreToldApartByWhatTheyShow()
    {
        LabelProject project = LabelProjectFolder.Choice with { IdColumn = null };
        using var folder = new LabelProjectFolder(project);
        Assert.All(folder.Folder.Items.Items, static item => Assert.Equal((16, item.Hash), (item.Id.Length, item.Id)));
        Assert.Contains("the same is shown as of the item on line 2", Assert.Throws<LabelException>(() => new LabelProjectFolder(project, "id,text\n1,a\n2,a\n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderWithoutAProjectIsNamed()
    {
        string path = Directory.CreateTempSubdirectory("mldsl-labels").FullName;
        Assert.Contains("'mldsl label init' makes one", Assert.Throws<LabelException>(() => LabelFolder.Open(path)).Message, StringComparison.Ordinal);
        Assert.Contains("'items.file' of the project names it", Assert.Throws<LabelException>(() => LabelFolder.Create(path, LabelProjectFolder.Choice)).Message, StringComparison.Ordinal);
        Directory.Delete(path, recursive: true);
    }
}
