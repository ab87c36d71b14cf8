using MlDsl.Site;

if (args is not [string root, string target])
{
    Console.Error.WriteLine("usage: MlDsl.Site REPOSITORY FOLDER: writes the site of the repository into the folder, in place of what a site had left there");
    return 2;
}
try
{
    SiteFigures figures = SiteBuilder.Build(root, target, AppContext.BaseDirectory);
    Console.WriteLine(FormattableString.Invariant($"site: pages={figures.Pages} types={figures.Types} links={figures.Links} bytes={figures.Bytes}"));
    return 0;
}
catch (SiteException wrong)
{
    foreach (string problem in wrong.Problems) Console.Error.WriteLine(problem);
    Console.Error.WriteLine($"site: {wrong.Problems.Count} problems; nothing was written");
    return 1;
}
