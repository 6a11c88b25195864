"""Given names that are seldom anything else, of women and of men, folded. Data.

Left out is what names a city, a company or a thing as often: "Milan", "Morgan", "Maya".
"""

_FEMALE = """
aaliyah abby abigail ada adele adriana agata agatha agnes agnieszka aida aileen aisha aishwarya alana aleksandra alena
alessandra alexa alexandra alexandria alice alicia alina alisha alison allison alma alyssa amal amalia amanda amara
amber amelia amelie amina amira amna amy ana anabel anastasia andrea andreea anette angela angelica angelina angelique
aniela anika anita anja anke ann anna anne anneke annelise annette annie annika anouk antonia anya aoife april ariana
arianna arlene ashley asma astrid aubrey audrey ava ayesha aylin barbara beatrice beatrix beatriz becky berit
bernadette bernice bertha beth betsy betty beverly bianca birgit birgitta blanca bojana bonnie bozena brenda brenna
briana brianna bridget brigid brigitte britta brittany bronwyn caitlin camila camilla candace candice carina carla
carlotta carly carmen carol carole caroline carolyn carrie cassandra cassie catherine cathy cecile cecilia celeste
celia celine chantal charlene charlotte cheryl chiara chloe christina christine ciara cindy claire clara clarissa
claudette claudia clementine colleen condoleezza constance consuelo cora cordelia corinne cosima cristina cynthia
dagmar daisy dalia dana danica daniela daniella danielle daphne daria darlene debbie deborah debra deepa deirdre delia
delphine denise desiree diana diane dianne dilara dina dolores dominique donatella donna dora doreen doris dorota
dorothy drusilla edith effie eileen eimear ekaterina elaine eleanor elena eleni eleonora elif elina elisa elisabeth
elisabetta elise elizabeth ella ellen eloise elsa elsie elspeth elvira emilia emilie emily emine emma emmanuelle enid
erica erika erin ernestine esme esmeralda estelle ester esther ethel eugenia eugenie eunice eva evangeline evelina
evelyn evie ewa fanny farah farida fatima fatma fay faye felicia felicity fenella fernanda filippa fiona fiorella
florence franca frances francesca franziska freda freya frida frieda gabriela gabriella gabrielle gail galina gemma
genevieve georgette georgina geraldine germaine gertrude gillian gina ginevra giorgia giovanna gisele gita giulia
giuliana gladys glenda gloria grace graciela grainne greta gretchen gudrun guinevere gwen gwendolyn gwyneth hadiza
hafsa haley halima hana hannah hanne harpreet harriet hatice hattie hayley hazel heather hedda hedwig heidi heike
helen helena helene helga henrietta hermione hilary hilda hilde hillary holly ida ilaria ilse imelda imogen ines inga
inge ingeborg ingrid ioana irena irene irina iris irma isabel isabella isla isobel iva ivana ivanka ivanna ivona
jacinda jacinta jacqueline jamila jana jane janelle janet janice janine jasmin jasmine jayne jean jeanine jeanne
jelena jen jenifer jenna jennie jennifer jenny jerusha jessica jessie jill jo joan joann joanna joanne jocelyn jodi
johanna jolene josefina josephine josie joyce juanita judith judy julia juliana juliane julianne julie juliet juliette
justine justyna kalpana kamala karen karin karina karla karolina kasia katarina katarzyna kate katerina kateryna
katharina katherine kathleen kathryn kathy katie katja katrin katrina kavita kavya kay kayla kelly kellyanne kelsey
kendra khadija khadijah kim kimberly kiran kirsten kirsty klara kristen kristin kristina ksenia kylie lakshmi lana
lara larissa latifa latisha latoya laura lauren lavinia layla leah leanne leela leigh leila lena leonie leonora lesley
leslie leticia leyla lidia lila lilian liliana lilly lily lina linda lindsay linnea lisa liz lizzie lorena loretta
lori lorna lorraine lotte louisa louise luana lucia lucie lucille lucinda lucy ludmila luisa luz lydia lynn lyudmila
mabel mada madeleine madeline maeve magda magdalena maggie maja makayla malala malin malwina manon manuela mara marcia
margaret margarita margaux margit margot marguerite maria mariam mariana marianne maribel marie marija marijke marika
marilyn marina marine marion marisa marisol marit marjorie marlene marta martha martina mary maryam maryse mathilda
matilda maude maureen mavis maxine megan meghan mehwish mei melania melanie melissa meredith merve meryem meryl mia
michaela michele michelle mila mildred milena millicent millie mina minna mira miranda mirela miriam mirjam mitzi
moira molly mona monica monique morag morwenna muriel myra myriam myrna nadezhda nadia nadine nadja nancy nanette
naomi nasrin nastassja natalia natalie natalya natasha nathalie neha nellie nerys nessa nevena nia niamh nichola
nicola nicole nigella nikki nilufar nimra nina nirmala noemi nora nour nuala nuria odette oksana olena olesya olga
olive olivia olwen oona ophelia orla ottilie padma paige paloma pamela parisa patrice patricia patricja patty paula
paulette paulina pauline pearl peggy penny perdita pernilla petra petronella petula philippa philomena phoebe phyllis
pia pilar polina polly pooja prisca priscilla priya prunella rachael rachel radhika rafaela rahel raisa ramona rania
raquel rasha razia rebecca rebeka regina renata renate renee rhian rhiannon rhoda rhonda rita roberta robin rocio
roisin rosa rosalie rosalind rosalyn rosanna rose roseanne rosemarie rosemary rosie rowena roxana roxanne rukhsana
rukmini ruta ruth sabine sabrina sadia sadie saima sally salma samantha sandra sangeeta sania sanna saoirse sara sarah
sarita saskia selena selina selma seren serena shabana shakira shamim shannon sharmila sharon sheena sheila shelley
shelly sherry sheryl shirin shirley shreya sian sibyl sidra sigrid silke silvana silvia simona simone sindhu sinead
siobhan sirpa sita sofia sofie solveig sonia sonja sonya sophia sophie soraya stacey stacy stefania stefanie stella
stephanie sue suellen sukhi sumaya sunita susan susana susanna susanne susie suzanna suzanne svenja svetlana swati
sybil sylvia sylvie tabitha talia tamara tammy tamsin tania tanja tanya tara tatiana tatyana tegan teresa teresita
terri tessa thea thelma theodora theresa therese thomasina tiffany tilda tina tiziana tonya tove tracey tracy trina
trisha trudy tulsi ulla ulrike uma ursula usha valentina valeria valerie vanessa vanya vasiliki vera verity verna
veronica veronika veronique vesna victoria vigdis vikki viola violet violeta virginia vivian vivien vivienne wendy
whitney wiebke wilhelmina wilma winifred winnie xenia ximena yael yana yasmin yasmine yekaterina yelena yesenia
yetunde yoko yolanda yulia yvette yvonne zadie zahra zainab zara zelda zeynep zita zoe zofia zoya zsofia zuzana
"""
FEMALE = frozenset(_FEMALE.split())
"""Given names of women, folded."""

_MALE = """
aarav aaron abbas abdel abdi abdirahman abdul abdulaziz abdullah abdulrahman abel abid abner abraham achim adam ade
adebayo adeel adel adil adnan adolfo adrian agustin ahmad ahmed ahmet aidan aiden ajay akash akbar akhil akin akira al
alan albert aled alejandro aleksandar aleksander aleksandr aleksei alessandro alessio alex alexander alexandre
alexandros alexandru alexei alexey alfie alfonso alfred alfredo ali alistair allan allen almir alois aloysius alphonse
alvaro alvin amadou amar ambrose amin amir amit amol amos anand anatoly anders andre andreas andrei andrej andres
andrew andrey andrij andriy andrzej andy angus anil ankit anselm ansgar anthony antoine anton antoni antonin antonio
antonis antony anuj anwar aram archie ariel arif arjun arlen armand armando armin arnaldo arnaud arne arno arnold
artem arthur artur arturo arvid arvind asad asher ashok ashraf asif aslan augusto augustus aurelio austin ayman
ayodele aziz babak badr bakary balazs baldev baptiste barack barry bart bartek bartosz bashar basil bastian ben
benedetto benedict benedikt benito benjamin benny bernard bernardo bernd bernhard bernie bert bertie bertrand bilal
bill billy bjarne bjorn blaine blaise bob bobby bogdan bojan boris borja bostjan brad bradley bram brandon brendan
brendon brent brett brian brice bruce bruno bryan bryce bryn burak byron caleb callum calvin cameron camille carl
carlo carlos carlton carsten carwyn caspar casper cedric celso cesar cezary chad charan charles charlie chester
chinedu chris christian christopher chuck chukwuemeka cian ciaran clarence claude clay clemens clement cliff clifford
clint clinton clive clyde colin connor conor conrad constantin corey cormac cornelius cosmo craig cristian cristobal
curtis cuthbert cyril dafydd dagfinn daisuke dale damian damien damir damon dan daniel danilo danny dara darius
dariusz darko darragh darrell darren darryl daryl dave david davide davit dawid dean deepak dejan demetrius denis
dennis denys derek desmond dev devin dick didier dieter dietmar dietrich digby dilip dimitar dimitri dimitrios
dimitris dinesh dirk dmitri dmitry dmytro dogan domenico domingo dominic dominik don donal donald donnie doug douglas
dragan drago duarte duncan dusan dwayne dwight dylan eamon eamonn earl eberhard ebrahim ed eddie eddy edgar edmond
edmund edoardo edouard eduardo edward edwin efraim egon eirik eli elias elijah eliot elisha elliott ellis elmer elroy
elton emeka emil emile emiliano emilio emmanuel emre enoch enrique enzo erdem eren erhard eric erich erik erling
ernest ernesto ernst errol erwin esteban ethan etienne euan eugene evan ewan ewen ezekiel ezra fabian fabio fabrice
fabrizio fadi fahad faisal faiz farhad farid farouk faruk federico feliks felipe felix femi ferdinand ferenc fergal
fergus fernand fernando filip filippo finbar finlay finley fintan florian folke francesco francis francisco franco
francois frank frankie franklin frans franz fraser fred freddie freddy frederic frederick frederik fredrik friedrich
fritz gabor gabriel gabriele gaetano gareth garry garth gary gaspar gaston gavin gene gennady geoff geoffrey george
geraint gerald gerard gerardo gerd gerhard gerrit gerry gert ghassan giacomo gian gianluca gianni gideon gilbert
gilberto giles gino giorgio giovanni girish giuliano giulio giuseppe glenn goran gordon gottfried gotz govind graeme
graham grayson greg gregory grigory guglielmo guido guillaume guillermo gunnar gunter gunther gurpreet gustav gustavo
guy gwilym gyorgy habib hadi hakan hakim halvard hamad hamid hamish hamza hannes hans hansel harald hari harish harjit
harold harry haruki harun harvey harvinder hasan hashim hassan hayden haydn hayk heath hector heikki heiner heinrich
heinz helge helmut hendrik henning henri henrik henrique henry herbert heriberto herman hermann hernan herve hideo
hilario hiroshi hisham horace horacio horst howard hubert huda hugh hugo humberto humphrey husam hussain hussein huw
iain ian ibra ibrahim idris ieuan igal ignacio ignatius igor iker ilan ilias ilya imad imran imtiaz inigo ioan ioannis
iqbal irfan irving irwin isaac isaiah ismael ismail issa istvan itamar itzhak ivan ivar ivo iwan jaap jabari jacek
jacinto jack jackie jacob jacopo jacques jaime jake jakob jakub jamal jameel james jamie janek janos jared jarek
jarosław jarrod jason jaspal jasper javed javier jay jayden jeb jed jeff jeffrey jens jeremiah jeremy jerome jerry
jerzy jesper jesse jethro jiho jim jimmy jiri joachim joakim joao joaquin jochen joe joel joey johan johann johannes
john johnny jolyon jon jonas jonathan jonny joost jordan jordi jorge jorgen jorn jose josef josep joseph josh joshua
josiah josip josue jozef jozsef juan juergen jukka jules julian julio julius junaid juraj jurgen justin kamal kamil
kareem karim karl karol kaspar kaveh kazimierz keanu keir keiran keith kelvin kemal ken kendrick kenji kenneth kenny
kenzo kerem kerry keshav kevan kevin khaled khalid khalil kieran kieron kirill kit kjell klaus knut kobe kofi kolya
konrad konstantin konstantinos kornel kostas kris krishna kristian kristof kristoffer krzysztof kunal kurt kwabena
kwame kwasi kwesi kyle ladislav laith lamine lamont lance larry lars lasse laszlo laurence laurent laurie lawrence
lazar leandro lee leif lennart leo leon leonard leonardo leonid leopold leroy leszek lev levi lewis liam lindsey
lionel livio ljubomir llewellyn lloyd logan lorenz lorenzo lothar lou louis luca lucas lucian luciano lucien ludovic
ludwig luigi luis lukas lukasz luke luther maarten maciej magnus mahdi maher mahesh mahmoud mahmud maksim malcolm
malik mamadou manfred manish manoj mansour manu manuel maqsood marat marc marcel marcelo marcin marco marcus marek
marian mariano marijn mario marius mark marko markus marlon marshall martin marvin mateo mateusz mathew mathias
mathieu mathis mats matt matteo matthew matthias mattias maurice mauricio maurits maurizio max maxim maxime maximilian
maxwell mehdi mehmet mervyn meurig micah michael michal michał michel mieczysław miguel mihai mihail mihaly mikael
mike mikhail mikkel mikko mikołaj milo milos milton mirko miroslav mirosław mitch mitt mladen moazzam mohamed mohammad
mohammed mohan mohsen mohsin moises monty mordechai moritz morris morten mortimer moshe mostafa muhammad mukesh munir
murad murat murray mustafa mykola myles nabil nadav nader naeem nagendra naguib naim najib narendra naresh naseem
nasir nasser nathan nathaniel naveed naveen nayef neal ned neil nelson neville nicanor niccolo nicholas nick nico
nicodemus nicolae nicolai nicolas nicolo niels nigel nikhil nikita niklas nikola nikolai nikolaj nikolaos nikolaus
nikolay nikos nils ninian nitin noah noam noel norman nuno nuri obadiah oded olaf olamide olav ole oleg oleksandr
oleksiy oliver olivier oluwaseun omair omar omer onur orhan orville osama oscar oskar osman osvaldo oswald otmar otto
owain owen ozan ozgur pablo paddy padraic padraig pankaj paolo parviz pascal pasquale patrik paul pavel pavol pawel
paweł payam pedro peer pekka percival pere perry petar pete peter petr petri petros petter petteri phil philip philipp
phillip piero pierre piers piet pieter pietro pinchas pio piotr pradeep prakash pranav prasad praveen predrag
przemysław qasim quentin quinn rachid radek radomir radoslav rafael rafal rafiq raghav rahul raimund rainer raj rajan
rajeev rajesh rajiv rakesh ralph ramadan raman ramesh rami ramiro ramon ramzi rand randall randy ranjit raoul raphael
rashid rasmus raul ravi ray raymond raza recep reggie reince reinhard reinhold remi remy renaud rene renzo reuben rex
reza rhodri rhys ricardo riccardo richard richie rick rico ridwan rinaldo rishi roan robbie robert roberto rocco rod
roddy roderick rodger rodney rodolfo rodrigo rodrigue roel rogelio roger rohan rohit roland rolf rollo romain romeo
romesh ron ronald ronan ronny roope rory roshan ross rostislav rowan roy ruairi ruben rudi rudolf rudolph rudy rufus
rui rupert ruslan russell rustam ryan ryszard saad sabir sachin sadiq saeed sagar sahil saif sajid sajjad salah saleem
saleh salim salman salvador salvatore sam sami samir sammy samuel sandeep sander sandor sandro sanjay sanjeev santino
sascha satish saul saurabh scott seamus sean sebastian sebastien sefton sepp serge sergei sergey sergio serhiy seth
severin seyed shahid shahzad shamil shane shankar shaun shawn sheldon shigeru shinji shlomo shridhar shyam sid
siddharth sidney siegfried sigi sigmund sigurd silas silvan silvio simeon simon sinan slavomir slobodan sohail soren
spencer srinivas srđan stafan stan stanislaus stanislav stanislaw stanley stefan stefano steffen sten stephane stephen
steve steven stewart stian stig stuart subhash sudhir sulaiman suleiman sunil suresh sushil svein sven syed szymon
tadeusz taha tahir takashi takeshi talal tamas tanner tarek tariq tarquin tatsuya ted tendai teodor terence terrence
terry thabo thaddeus thanos theo theodor theodore thiago thibault thierry thomas thorsten tiago tibor tigran tim timo
timothee timothy timur tito tobias tobin toby todd tom tomas tomasz tomislav tommaso tommy toni tony torben torsten
travis trent trevor tristan trygve tudor tunde tycho tyler tyrone udo ugo ulf uli ulises ulrich umar umberto uriel
usman uwe uzair vaclav vadim valentin valeri valery vance vasile vasily vasyl venkat vernon vicente victor vidar viggo
vijay vikram viktor vinay vince vincent vincenzo vinod vishal vitaly vito vittorio vivek vlad vladimir vladislav
vlastimil volker volodymyr vyacheslav wade wael waldemar waleed walid walter waqar warren wayne werner wesley wilbur
wilfred wilfried wilhelm will willem willi william wim winston witold wojciech wolfgang władysław xander xavier xi
yahya yakov yann yannick yannis yaroslav yaser yasin yasser yevgeny yiannis yonatan yosef yousef youssef yuri yuriy
yusef yusuf yves zach zachariah zachary zack zafar zaheer zaid zain zakaria zbigniew zdenek zeeshan zeev zhenya zoltan
zoran zubair
"""
MALE = frozenset(_MALE.split())
"""Given names of men, folded."""

GIVEN_NAMES = FEMALE | MALE
"""Given names, folded."""
